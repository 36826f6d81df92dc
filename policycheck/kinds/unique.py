"""Fails when two records have the same value in a field, or the same values in several.

`fields` are taken together: `fields: [platform, name]` allows one name on two platforms. Of the
records that agree the first by id passes, and each later one fails and points to it; the order of
files makes no difference. With `each` the elements of a list are told apart, within a record and
across all of them.

`normalise` brings texts into a form in which they compare; without it they must agree to the
letter. What refers to other records compares by id, a platform by any of its names.

- `url`: the scheme, `www.` and `m.`, the case of the host, the last slash, the fragment and
  tracking parameters make no difference, nor which host of a platform it is (twitter.com, x.com),
  nor the case of the account's name where the platform ignores it.
- `handle`: a leading @ and case make no difference.
- `text`: case, kinds of quotes and dashes, white space and invisible characters make none.

A record without a value in one of the fields is not applicable. One whose source has no place for
the field is unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal, NamedTuple

from policycheck.kinds.listed import is_list
from policycheck.kinds.shown import shown
from policycheck.mistakes.rules import UNFIT_FIELD
from policycheck.model.shape import ABSENT, Group, Reference, Text
from policycheck.plan import (
    NOT_APPLICABLE,
    PASSED,
    Binding,
    Case,
    Fact,
    Field,
    Hit,
    Judgement,
    Kind,
    NotCarried,
    Options,
    Path,
    Plan,
    Strings,
    Tighter,
    failed,
    undecided,
)
from policycheck.plan.account_urls import HostAliases
from policycheck.text.fold import fold

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: unique, fields: [email]}
  applies_to: account
  each: contacts
  fail: {id: a, contacts: [{email: jo@epa.example.gov}, {email: jo@epa.example.gov}]}
  found: jo@epa.example.gov
- check: {kind: unique, fields: [email]}
  applies_to: account
  each: contacts
  pass: {id: a, contacts: [{email: jo@epa.example.gov}, {email: jon@epa.example.gov}]}
- check: {kind: unique, fields: [url], normalise: url}
  each: links
  fail:
    text: Rain
    links: [{url: "https://X.com/Agency/"}, {url: "http://www.twitter.com/agency?utm_source=a"}]
- check: {kind: unique, fields: [url], normalise: url}
  each: links
  pass:
    text: Rain
    links: [{url: "https://youtu.be/dQw4w9"}, {url: "https://youtu.be/DQw4w9"}]
- check: {kind: unique, fields: [handle], normalise: handle}
  each: mentions
  fail: {text: Thanks, mentions: [{handle: "@Agence"}, {handle: agence}]}
- check: {kind: unique, fields: [platform, name], normalise: text}
  applies_to: account
  fail: {id: b, platform: twitter, name: " ÉCOLE  de l’eau"}
  with: {accounts: [{id: a, platform: x, name: "École de l'eau"}]}
- check: {kind: unique, fields: [platform, name], normalise: text}
  applies_to: account
  pass: {id: b, platform: bluesky, name: "École de l'eau"}
  with: {accounts: [{id: a, platform: x, name: "École de l'eau"}]}
- check: {kind: unique, fields: [platform, name], normalise: text}
  applies_to: account
  not_applicable: {id: b, platform: x}
"""

_Normal = Callable[[str], str]


class Unique(Options):
    fields: Annotated[
        Strings,
        Tighter.NEITHER,
        Field(min_length=1, description="the fields that together must differ"),
    ]
    normalise: Annotated[
        Literal["url", "handle", "text"] | None,
        Tighter.NEITHER,
        Field(description="what makes no difference between two texts"),
    ] = None


class _Keyed(NamedTuple):
    """What is kept of a record: its values as compared and as written, and where it comes."""

    key: tuple[str, ...]
    values: Sequence[Any]
    order: tuple[str, str, tuple[str, ...]]

    @property
    def id(self) -> str:
        return self.order[0]

    @property
    def written(self) -> str:
        return ", ".join(map(shown, self.values))


def plan(options: Unique, bind: Binding) -> Plan:
    paths = [_path(bind, name, index) for index, name in enumerate(options.fields)]
    normals = [_normal(path, options.normalise, bind) for path in paths]

    def gather(case: Case) -> Fact | Judgement:
        values = [case.value(path) for path in paths]
        if ABSENT in values:
            return NOT_APPLICABLE
        missing = [value.missing for value in values if isinstance(value, NotCarried)]
        if missing:
            return undecided(*missing)
        key = tuple(normal(str(value)) for normal, value in zip(normals, values, strict=True))
        if "" in key:
            return NOT_APPLICABLE
        place = case.spots(paths[-1])[0].place
        order = (case.record.id, case.record.kind, tuple(map(str, case.here.pointer)))
        return Fact(place, _Keyed(key, values, order))

    return Plan(gather=gather, conclude=lambda facts: _conclude(facts, options))


def _path(bind: Binding, name: str, index: int) -> Path:
    path = bind.path(name, "fields", index)
    if is_list(path) or isinstance(path.type, Group):
        advice = "name a field with one value, or judge the elements of the list with each"
        bind.refuse(
            f"{name} has several values", "fields", index, mistake=UNFIT_FIELD, advice=advice
        )
    return path


def _normal(path: Path, normalise: str | None, bind: Binding) -> _Normal:
    """How the values of a field are brought into the form in which they compare."""
    if isinstance(path.type, Reference) and path.type.kind == "platform":
        return lambda name: _platform(name, bind)
    if not isinstance(path.type, Text) or normalise is None:
        return str.strip
    if normalise == "url":
        aliases = HostAliases.of(bind.profiles)
        return lambda url: aliases.key(url) or _folded(url)
    if normalise == "handle":
        return lambda handle: _folded(handle).lstrip("@").strip()
    return _folded


def _folded(text: str) -> str:
    return fold(text).text.strip()


def _platform(name: str, bind: Binding) -> str:
    known = bind.profiles.find(name)
    return known.id if known else name


def _conclude(facts: Sequence[Fact], options: Unique) -> list[Judgement]:
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index in sorted(range(len(facts)), key=lambda one: facts[one].data.order):
        groups[facts[index].data.key].append(index)
    judgements = [PASSED] * len(facts)
    for first, *later in groups.values():
        for index in later:
            judgements[index] = _failed(facts[index], facts[first], first, options)
    return judgements


def _failed(fact: Fact, first: Fact, index: int, options: Unique) -> Judgement:
    values: dict[str, Any] = {
        "fields": ", ".join(options.fields),
        "value": fact.data.written,
        "first": first.data.id,
        "other": first.data.written,
    }
    return failed(Hit(fact.place, values, "again", kin=((index, "first used here"),)))


KIND = Kind(
    name="unique",
    options=Unique,
    plan=plan,
    message="{fields} is {value}, which {first} has already",
    values=("fields", "value", "first", "other"),
)
