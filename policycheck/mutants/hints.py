"""What a record might say that a mutant and its rule judge differently: values, texts, paths."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

import rstr

from policycheck.document import Mapping, Node, Scalar, walk
from policycheck.engine.patterns import compiled
from policycheck.model.moment import parse_duration
from policycheck.model.shape import Choice, Flag, Instant, ListOf, Number, Text, Type
from policycheck.mutants.mutant import Mutant, Sort
from policycheck.mutants.steps import stepped
from policycheck.plan import Path
from policycheck.policy.compile import RuleSource
from policycheck.policy.params import with_params
from policycheck.policy.paths import PathError, Scope
from policycheck.policy.problems import Problems

__all__ = ["Hints", "hints_of"]

#: The instant of examples in a policy that names none.
DEFAULT_INSTANT = "2026-01-01T00:00Z"
#: So many values of a rule are tried.
_FEW = 12
_PATTERNS = ("patterns", "matches", "pattern")
#: So many texts are made of a pattern, of which the shortest that it meets is taken.
_DRAWN = 24
_CODE_POINT = re.compile(r"\\x\{([0-9A-Fa-f]+)\}")
_LIKE_A_PATH = re.compile(r"[a-z_]+(\.[a-z_]+)*")


class Hints(NamedTuple):
    """Where to look first. `texts` are to be read, `values` to be held, `paths` those of the rule.

    Of the paths those of the mutant come first. `parts` are those that `in:` lost. `lengths` are
    the limits that are lengths of time, `sizes` those that are numbers, each with one step more;
    `now` is the instant of examples that name none.
    """

    texts: tuple[str, ...]
    values: tuple[str, ...]
    paths: tuple[Path, ...]
    parts: tuple[str, ...] = ()
    lengths: tuple[timedelta, ...] = ()
    sizes: tuple[int, ...] = ()
    now: str = ""


def hints_of(mutant: Mutant, source: RuleSource) -> Hints:
    """The hints for a mutant of a rule."""
    paths = tuple(_paths(mutant, source))
    terms = list(_terms(mutant))
    values = [
        *terms,
        *_values(mutant, source),
        *(one for path in paths[:2] for one in _of_type(path.type)),
    ]
    values = [one for one in values if one != mutant.field[-1]]  # a name is not its value
    return Hints(
        tuple(dict.fromkeys(_readable(terms, mutant))),
        tuple(dict.fromkeys([*values, "another"])),
        paths,
        (mutant.term,) if mutant.field[-1] == "in" else (),
        tuple(dict.fromkeys(_lengths(mutant, source))),
        tuple(dict.fromkeys(_sizes(mutant, source))),
        source.loaded.examples_as_of or DEFAULT_INSTANT,
    )


def _terms(mutant: Mutant) -> Iterator[str]:
    if not mutant.term:
        return
    if mutant.field[-1] in _PATTERNS:
        yield from _drawn(mutant.term)
    else:
        yield mutant.term


def _drawn(pattern: str) -> Iterator[str]:
    """The shortest of some texts that a pattern meets; none where it cannot be drawn from."""
    found = []
    spelt = _CODE_POINT.sub(lambda code: re.escape(chr(int(code[1], 16))), pattern)
    for seed in range(_DRAWN):
        with suppress(re.error, ValueError, KeyError, OverflowError, IndexError):
            text = rstr.Rstr(random.Random(seed)).xeger(spelt)  # noqa: S311 - nothing secret
            if compiled(pattern, match_case=True).search(text):
                found.append(text)
    yield from sorted(set(found), key=lambda one: (not one.isprintable(), len(one), one))[:3]


def _readable(terms: Iterable[str], mutant: Mutant) -> Iterator[str]:
    """A term as it could stand in a text: as words, in a link, as a tag, in an address."""
    for term in terms:
        if mutant.field[-1] not in ("deny", "allow", "require"):
            yield from (f": {term}.", f" {term}", f" #{term.removeprefix('#')}")
        host = term.removeprefix("@").removeprefix("*.")
        yield from (f" https://{host}", f" https://www.example.{host}/a", f" https://{host}/a")
        yield from (f" info@{host}", f" {term} {term} {term} {term} {term}")


def _filled(part: str | int, source: RuleSource) -> Node | None:
    """A part of the rule with its parameters filled in."""
    rule = source.loaded.node
    node = rule.get(str(part)) if isinstance(rule, Mapping) else None
    params = source.loaded.params.values
    return with_params(node, params, Problems()) if node is not None else None


def _limits(mutant: Mutant, source: RuleSource) -> Iterator[str]:
    """The limits that a mutant moved; of another one, those of the rule and one step beyond."""
    if mutant.was:
        yield from (mutant.was, mutant.becomes)
        return
    check = _filled("check", source)
    for text in list(_scalars(check))[:_FEW] if check is not None else ():
        if stepped(text, 1) != text:
            yield from (text, stepped(text, 1))


def _lengths(mutant: Mutant, source: RuleSource) -> Iterator[timedelta]:
    for text in _limits(mutant, source):
        with suppress(ValueError):
            yield parse_duration(text)


def _sizes(mutant: Mutant, source: RuleSource) -> Iterator[int]:
    yield from (int(text) for text in _limits(mutant, source) if text.isdecimal())


def _values(mutant: Mutant, source: RuleSource) -> Iterator[str]:
    """Values in what the mutant changes, and its limits."""
    for limit in (mutant.was, mutant.becomes):
        if limit:
            yield from (limit, stepped(limit, 1), stepped(limit, -1))
    if mutant.sort in (Sort.CONDITION, Sort.CHECK):
        below = _filled(mutant.field[0], source)
        node, found = walk(below, mutant.field[1:]) if below is not None else (below, ())
        if node is not None and len(found) + 1 == len(mutant.field):
            yield from list(_scalars(node))[:_FEW]


def _scalars(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.text
        return
    for one in [entry.value for entry in node] if isinstance(node, Mapping) else node.items:
        yield from _scalars(one)


def _of_type(of: Type) -> Iterator[str]:
    of = of.item if isinstance(of, ListOf) else of
    if isinstance(of, Choice):
        yield from of.values
    elif isinstance(of, Flag):
        yield from ("true", "false")
    elif isinstance(of, Number):
        yield from ("0", "1", "100000")
    elif isinstance(of, Instant):
        yield from ("2020-01-01", "2035-01-01")
    elif isinstance(of, Text):
        yield "something else"


def _paths(mutant: Mutant, source: RuleSource) -> Iterator[Path]:
    """The paths that the mutant and then the rule name, each once."""
    scope = Scope(source.shapes, source.surface.applies_to[0])
    if source.surface.each:
        with suppress(PathError):
            scope = scope.inside(scope.resolve(source.surface.each))
    named = [*(str(step) for step in reversed(mutant.field)), mutant.term]
    for part in (mutant.field[0], "when", "check"):
        below = _filled(part, source)
        named += _named(below) if below is not None else []
    for dotted in dict.fromkeys(named):
        if _LIKE_A_PATH.fullmatch(dotted):
            with suppress(PathError):
                yield scope.resolve(dotted)


def _named(node: Node) -> Iterator[str]:
    """All that could be a path: keys, and short texts."""
    if isinstance(node, Scalar):
        yield node.text
        return
    for entry in node if isinstance(node, Mapping) else ():
        yield entry.key.text
        yield from _named(entry.value)
    for item in () if isinstance(node, Mapping) else node.items[:40]:
        yield from _named(item)
