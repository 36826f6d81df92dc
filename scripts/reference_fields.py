"""The page of the kinds of record and their fields."""

from __future__ import annotations

from collections.abc import Iterator

from reference_markdown import WRITTEN, code, contents, prose, table

from policycheck.model.account_security import ACCOUNT_SECURITY
from policycheck.model.attested import attestable
from policycheck.model.kind import RecordKind
from policycheck.model.registry import BY_PLURAL, RECORD_KINDS
from policycheck.model.shape import (
    Choice,
    Duration,
    Field,
    Flag,
    Free,
    Group,
    Instant,
    ListOf,
    Number,
    Reference,
    Text,
    Type,
)

__all__ = ["page"]

HEAD = f"""\
# The fields of records

What a rule's `applies_to` can name, and the fields that its `when` and `check` can ask for. A
dotted name is a field within another; where that other one is a list, it means each element
(`media.alt`). A policy may declare fields of its own under `fields`.

- **Paths** follow an id to the record that has it: `account.class` of a post,
  `author.departed_at`. They also go backwards by the plural of a kind: `account.assignments` are
  the assignments that name the account.
- **Computed** fields stand in no file; they are worked out from the record, from others and from
  the instant at which it is judged.
- **Attested** values are those that somebody vouches for, until a day:
  `{{value: true, attested_by: j.ortiz, attested_on: 2026-10-01, expires: 2027-01-01}}`. Behind that
  day the value is unknown. The column *attested* marks the fields that take one.
- **Absent and unknown** are two things. A source that has no place for a field leaves it unknown;
  one that has, and where it is empty, leaves it absent. Unknown never passes.

{WRITTEN}
"""


def page() -> str:
    """The page as it should be."""
    kinds = [*RECORD_KINDS.values(), ACCOUNT_SECURITY]
    lines = [HEAD, *contents(kind.name for kind in kinds)]
    for kind in kinds:
        lines += _entry(kind)
    return "\n".join(lines)


def _entry(kind: RecordKind) -> Iterator[str]:
    yield f"## `{kind.name}`\n"
    yield f"{prose(kind.doc)} In `policycheck.yaml`: {code(kind.plural)}.\n"
    if kind.plural in BY_PLURAL:
        named = [code(f"{other}.{path}") for other, path in _referring(kind.name)]
        yield f"Named by {', '.join(named)}.\n" if named else "No other record names one.\n"
    else:
        yield "No rule applies to these: each becomes a part of the account whose id it has.\n"
    yield from table(("field", "takes", "attested", "what it is"), _rows(kind.shape, ""))


def _rows(shape: Group, above: str) -> Iterator[tuple[str, ...]]:
    for name, field in shape.fields.items():
        path = f"{above}{name}"
        yield _row(path, field)
        inner = _within(field.type)
        if isinstance(inner, Group):
            yield from _rows(inner, f"{path}.")


def _row(path: str, field: Field) -> tuple[str, ...]:
    can_be = attestable(field.type) and not field.computed
    doc = prose(field.doc)
    return code(path), _takes(field.type), "yes" if can_be else "", _computed(doc, field)


def _computed(doc: str, field: Field) -> str:
    return f"*Computed.* {doc}" if field.computed else doc


def _within(shape: Type) -> Type:
    return _within(shape.item) if isinstance(shape, ListOf) else shape


def _takes(shape: Type) -> str:
    match shape:
        case ListOf(item=item, or_one=or_one):
            return f"{_takes(item)}; {'one or a list' if or_one else 'a list'}"
        case Group(main=main):
            return f"fields, or a plain value for {code(main)}" if main else "fields"
        case Reference(kind=kind):
            return f"an id of [{kind}](#{kind})"
        case Choice(values=values):
            return ", ".join(map(code, values))
        case Flag(assumed=assumed):
            truth = "`true` or `false`"
            return truth if assumed is None else f"{truth}; absent is {code(str(assumed).lower())}"
    return _plain(shape)


def _plain(shape: Type) -> str:
    match shape:
        case Text(format=format_):
            known = {"url": "an address", "email": "an e-mail address", "language": "a BCP 47 tag"}
            return known.get(format_, "a text")
        case Number(whole=whole):
            return "a whole number" if whole else "a number"
        case Instant():
            return "a date or an instant"
        case Duration():
            return "a length of time such as `24h`"
        case Free():
            return "anything"
    raise TypeError(f"what does {shape!r} take?")


def _referring(kind: str) -> Iterator[tuple[str, str]]:
    """Each field of a record kind that names records of this one."""
    for other in RECORD_KINDS.values():
        yield from ((other.name, path) for path in _references(other.shape, "", kind))


def _references(shape: Group, above: str, kind: str) -> Iterator[str]:
    for name, field in shape.fields.items():
        inner = _within(field.type)
        if isinstance(inner, Reference) and inner.kind == kind:
            yield f"{above}{name}"
        elif isinstance(inner, Group):
            yield from _references(inner, f"{above}{name}.", kind)
