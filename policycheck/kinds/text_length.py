"""Fails when a text is longer than `max` or shorter than `min`.

Each part that is read is measured by itself. `method` says how it is counted: `x_weighted_v3`,
`graphemes`, `utf8_bytes`, `utf16`, `code_points`, `mastodon`, `threads`, `youtube_tags` or
`unspecified`. Without it a text is counted as the platform of the record counts, and where the
record names none, as `unspecified`. Where it cannot be told which platform it is, the verdict
stands only if every platform's way of counting leads to it.

Some platforms do not say what they count. A length is then a band: unknown where it straddles the
limit. Where there is no text of that kind at all, the rule is not applicable.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

from policycheck.counting import Count, Method, at_most, method_named
from policycheck.kinds.platform_of import platform_of
from policycheck.plan import (
    NOT_APPLICABLE,
    Binding,
    Case,
    Field,
    Hit,
    Judgement,
    Kind,
    Missing,
    Options,
    Part,
    Plan,
    Platform,
    Sign,
    Strings,
    Tighter,
    Whole,
    decide,
    signs_in,
)

__all__ = ["EXAMPLES", "KIND", "Counting"]

EXAMPLES = """
- check: {kind: text-length, max: 12, method: code_points}
  pass: {text: "Burn ban off"}
- check: {kind: text-length, max: 12, method: code_points}
  fail: {text: "Burn ban off!"}
  found: "!"
- check: {kind: text-length, max: 12, method: utf8_bytes}
  fail: {text: "Où ça brûle"}
- check: {kind: text-length, max: 12, method: graphemes}
  pass: {text: "Où ça brûle"}
- check: {kind: text-length, max: 30}
  pass: {text: "Map: https://www.example.gov/a/very/long/address", platform: x}
- check: {kind: text-length, max: 6}
  unknown: {text: "Rain ☔🏽"}
- check: {kind: text-length, min: 10, in: [alt]}
  fail: {text: Map, media: [{file: a.png, alt: Shore map}, {file: b.png, alt: The north shore}]}
  found: Shore map
- check: {kind: text-length, min: 10, in: [alt]}
  not_applicable: {text: Map}
"""


Counting = Literal[
    "x_weighted_v3",
    "graphemes",
    "utf8_bytes",
    "utf16",
    "code_points",
    "mastodon",
    "threads",
    "youtube_tags",
    "unspecified",
]


class TextLength(Options):
    max: Annotated[Whole | None, Tighter.LOWER, Field(ge=0, description="the longest allowed")] = (
        None
    )
    min: Annotated[
        Whole | None, Tighter.HIGHER, Field(ge=0, description="the shortest allowed")
    ] = None
    method: Annotated[
        Counting | None,
        Tighter.NEITHER,
        Field(description="how length is counted; as the platform does where not given"),
    ] = None
    in_: Annotated[
        Strings,
        Tighter.LONGER,
        Field(alias="in", min_length=1, description="the parts that are measured, each by itself"),
    ] = ("text",)

    def refuse_contradictions(self) -> None:
        if self.max is None and self.min is None:
            raise ValueError("give max or min: any length would do")
        if self.max is not None and self.min is not None and self.max < self.min:
            raise ValueError("max is below min: no text would do")


def plan(options: TextLength, bind: Binding) -> Plan:
    selectors = bind.selectors(options.in_, "in")
    methods_for = _methods(options, bind)

    def judge(case: Case) -> Judgement:
        reading = case.read(selectors)
        hits = []
        missing = list(reading.missing)
        if not reading.parts and not missing:
            return NOT_APPLICABLE
        methods, unsure = methods_for(case) if reading.parts else ((), None)
        for part in reading.parts:
            verdict = _measure(part, methods, options)
            if isinstance(verdict, Hit):
                hits.append(verdict)
            elif isinstance(verdict, Missing):
                missing.append(unsure or verdict)
        return decide(hits, list(dict.fromkeys(missing)))

    if options.max is None or options.min is not None or signs_in(selectors) is None:
        return Plan(judge)
    most = options.max

    def signs(case: Case) -> Sequence[Sign]:
        methods, _ = methods_for(case)
        return [lambda text: any(at_most(one.name, text) > most for one in methods)]

    return Plan(judge, signs=signs)


Methods = tuple[tuple[Method, ...], Missing | None]


def _methods(options: TextLength, bind: Binding) -> Callable[[Case], Methods]:
    """The ways of counting that come into question for a case, and why there are several."""
    if options.method is not None:
        given = (method_named(options.method),)
        return lambda _case: (given, None)
    default = method_named("unspecified")
    find = platform_of(bind)

    def methods(case: Case) -> Methods:
        platform = find(case)
        if isinstance(platform, Missing):
            every = {_unit(one, case) for one in bind.profiles.platforms.values()}
            return tuple(method_named(name) for name in sorted(every)) or (default,), platform
        return (method_named(_unit(platform, case)) if platform else default,), None

    return methods


def _unit(platform: Platform, case: Case) -> str:
    """The method by which a platform counts the text of a post, at the instant of a case."""
    limit = platform.limit("text.max", case.at)
    return limit.unit if limit else "unspecified"


def _measure(part: Part, methods: tuple[Method, ...], options: TextLength) -> Hit | Missing | None:
    counts = [method.count(part.text) for method in methods]
    low, high = min(count.low for count in counts), max(count.high for count in counts)
    band = str(low) if low == high else f"{low} to {high}"
    values: dict[str, Any] = {"length": band, "unit": methods[0].unit, "part": part.name}
    if options.max is not None and low > options.max:
        return _too_long(part, methods, options.max, values)
    if options.min is not None and high < options.min:
        values |= {"limit": options.min, "bound": "at least"}
        return Hit(part.place(0, len(part.text)), values)
    fits = Count(low, high).fits(options.max) if options.max is not None else True
    if fits is None or (options.min is not None and low < options.min):
        return Missing(part.name, f"its length is {band}, depending on how it is counted")
    return None


def _too_long(part: Part, methods: tuple[Method, ...], limit: int, values: dict[str, Any]) -> Hit:
    """At the first character that fits by no way of counting."""
    starts = [method.excess(part.text, limit) for method in methods]
    start = max((one for one in starts if one is not None), default=0)
    label = "from here on it is too long"
    return Hit(
        part.place(start, len(part.text)),
        {**values, "limit": limit, "bound": "at most"},
        label=label,
    )


KIND = Kind(
    name="text-length",
    options=TextLength,
    plan=plan,
    message="{part} has {length} {unit}, expected {bound} {limit}",
    values=("length", "limit", "bound", "unit", "part"),
    reads_text=True,
)
