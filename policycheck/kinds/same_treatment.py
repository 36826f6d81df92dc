"""Fails when things that are alike were not treated alike.

`of` is a list, such as `moderation` of a post; of its elements those count that meet `where`.
Within each `group` (elements with the same value at that path; all of them where no `group` is
given) the value at `compare` must be the same for all. An element without a value at `compare`
differs from one that has one.

An element without a value at `group` might belong to any of them, so that it is unknown whether it
was treated alike where its own treatment differs; likewise one of which it cannot be told whether
it counts, to which group it belongs or how it was treated. An empty list is not applicable.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated, Any

from msgspec import Struct, field

from policycheck.kinds.listed import is_list
from policycheck.kinds.shown import shown
from policycheck.mistakes.rules import UNFIT_FIELD
from policycheck.model.shape import ABSENT
from policycheck.plan import (
    NOT_APPLICABLE,
    Binding,
    Case,
    Condition,
    Field,
    Hit,
    Judgement,
    Kind,
    Missing,
    NotCarried,
    Options,
    Path,
    Place,
    Plan,
    Tighter,
    decide,
    undecided,
)

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: same-treatment, of: media, compare: license, group: attribution}
  fail:
    text: Rain
    media:
      - {file: a.png, attribution: Ann, license: own}
      - {file: b.png, attribution: Ann, license: licensed}
- check: {kind: same-treatment, of: media, compare: license, group: attribution}
  pass:
    text: Rain
    media:
      - {file: a.png, attribution: Ann, license: own}
      - {file: b.png, attribution: Zoë, license: licensed}
- check: {kind: same-treatment, of: media, where: {type: image}, compare: decorative}
  pass: {text: Rain, media: [{file: a.png}, {file: b.png}, {file: c.mp4, decorative: true}]}
- check: {kind: same-treatment, of: media, where: {type: image}, compare: decorative}
  fail: {text: Rain, media: [{file: a.png}, {file: b.png, decorative: true}]}
- check: {kind: same-treatment, of: media, compare: license, group: attribution}
  unknown:
    text: Rain
    media:
      - {file: a.png, attribution: Ann, license: own}
      - {file: b.png, license: licensed}
- check: {kind: same-treatment, of: media, compare: license}
  not_applicable: {text: Rain}
"""


class SameTreatment(Options):
    of: Annotated[str, Tighter.NEITHER, Field(description="the list whose elements are compared")]
    compare: Annotated[
        str, Tighter.NEITHER, Field(description="the field that must be the same for all")
    ]
    where: Annotated[
        dict[str, Any] | None,
        Tighter.NEITHER,
        Field(description="conditions that an element must meet to count"),
    ] = None
    group: Annotated[
        str | None,
        Tighter.NEITHER,
        Field(description="only elements with the same value here are compared"),
    ] = None


class _Element(Struct):
    """One element: its group and treatment as compared, None for what cannot be told."""

    place: Place
    group: str | None
    value: str | None
    words: str
    group_words: str
    gaps: list[Missing] = field(default_factory=list)

    def may_clash(self, other: _Element) -> bool:
        together = self.group is None or other.group is None or self.group == other.group
        alike = self.value is not None and self.value == other.value
        return self is not other and together and not alike


class _Comparison(Struct, frozen=True):
    """The paths of a rule, each starting at an element of the list."""

    of: Path
    compare: Path
    group: Path | None
    where: Condition | None

    def element(self, case: Case) -> _Element | None:
        """An element that counts, or may count; None where it does not."""
        gaps: list[Missing] = []
        holds = self.where(case, gaps) if self.where else True
        if holds is False:
            return None
        value, group = case.value(self.compare), case.value(self.group) if self.group else ""
        gaps = [] if holds else gaps or [Missing(self.of.dotted, "a condition cannot be decided")]
        gaps += [one.missing for one in (value, group) if isinstance(one, NotCarried)]
        if group is ABSENT and self.group:
            gaps.append(Missing(self.group.dotted, "without it nothing says what is alike"))
        return _Element(
            place=case.here,
            group=None if group is ABSENT else _key(group),
            value=_key(value),
            words=shown(value),
            group_words=shown(group),
            gaps=gaps,
        )


def _key(value: Any) -> str | None:
    if isinstance(value, NotCarried):
        return None
    return "" if value is ABSENT else json.dumps(value, sort_keys=True, default=str)


def plan(options: SameTreatment, bind: Binding) -> Plan:
    of = bind.path(options.of, "of")
    if not is_list(of):
        bind.refuse(
            f"{options.of} is no list",
            "of",
            mistake=UNFIT_FIELD,
            advice="name a list, such as media",
        )
    comparison = _Comparison(
        of,
        bind.within(of, options.compare, "compare"),
        bind.within(of, options.group, "group") if options.group else None,
        bind.where(of, "where") if options.where is not None else None,
    )

    def judge(case: Case) -> Judgement:
        cases = case.elements(of)
        if isinstance(cases, Missing):
            return undecided(cases)
        if not cases:
            return NOT_APPLICABLE
        found = [one for each in cases if (one := comparison.element(each)) is not None]
        sure = [one for one in found if not one.gaps]
        loose = [one for one in found if one.gaps]
        gaps = [
            gap for one in loose if any(one.may_clash(other) for other in found) for gap in one.gaps
        ]
        return decide(_hits(sure, options), list(dict.fromkeys(gaps)))

    return Plan(judge)


def _hits(elements: Sequence[_Element], options: SameTreatment) -> list[Hit]:
    """One for each group in which not all are treated alike, at the first that is not."""
    groups: dict[str | None, dict[str | None, list[_Element]]] = defaultdict(dict)
    for one in elements:
        groups[one.group].setdefault(one.value, []).append(one)
    return [_hit(list(alike.values()), options) for alike in groups.values() if len(alike) > 1]


def _hit(alike: Sequence[Sequence[_Element]], options: SameTreatment) -> Hit:
    usual, *others = alike
    here = others[0][0]
    counted = ", ".join(f"{group[0].words} ({len(group)})" for group in alike)
    where = f" for {options.group} {here.group_words}" if options.group else ""
    values = {
        "of": options.of,
        "compare": options.compare,
        "group": here.group_words,
        "value": here.words,
        "other": usual[0].words,
        "says": f"{options.compare} differs in {options.of}{where}: {counted}",
    }
    related = tuple(
        (group[0].place, f"here it is {group[0].words}") for group in (usual, *others[1:])
    )
    return Hit(here.place, values, f"here it is {here.words}", related=related)


KIND = Kind(
    name="same-treatment",
    options=SameTreatment,
    plan=plan,
    message="{says}",
    values=("of", "compare", "group", "value", "other", "says"),
)
