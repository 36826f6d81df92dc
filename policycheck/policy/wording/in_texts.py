"""The kinds that look for something in texts, in words."""

from __future__ import annotations

from collections.abc import Callable

from policycheck.document import Mapping, Sequence
from policycheck.kinds.detectors import DETECTORS
from policycheck.policy.wording.saying import Options, joined, quoted

__all__ = ["IN_TEXTS"]

_SHOWN = 5


def _patterns(options: Options) -> str:
    """Patterns are not for people to read: a list is named, others are counted."""
    written, node = options.node.get("patterns"), options.raw("patterns")
    if written is not node:
        return options.items("patterns")
    count = len(node.items) if isinstance(node, Sequence) else int(node is not None)
    forms = {0: "", 1: "what has a form that the policy describes"}
    return forms.get(count, f"what has one of {count} forms that the policy describes")


def _wanted(options: Options) -> str:
    phrases = options.items("phrases", quote=True)
    return joined([one for one in (phrases, _patterns(options)) if one])


def _forbidden_text(options: Options) -> list[str]:
    said = [f"nothing of this stands in {options.parts()}: {_wanted(options)}"]
    if "near" in options:
        near, words = options.items("near", quote=True), options.value("near_words", "12")
        said.append(f"it counts only within {words} words of {near}")
    if "except" in options:
        said.append(f"it is fine within {options.items('except', quote=True)}")
    return [*said, *_matched(options)]


def _matched(options: Options) -> list[str]:
    said = []
    if options.flag("match_case", default=False):
        said.append("capitals must agree")
    if not options.flag("whole_words", default=True):
        said.append("it is found within longer words too")
    return said


def _required_text(options: Options) -> list[str]:
    where = {"start": "at the start of ", "end": "at the end of "}.get(
        options.value("where"), "in "
    )
    return [f"one of these stands {where}{options.parts()}: {_wanted(options)}", *_matched(options)]


def _preferred_text(options: Options) -> list[str]:
    swaps = options.raw("swap")
    pairs = [*swaps] if isinstance(swaps, Mapping) else []
    shown = "; ".join(
        f"{quoted(one.key.text)} becomes {options.say.items(one.value, quote=True)}"
        for one in pairs[:_SHOWN]
    )
    more = len(pairs) - _SHOWN
    return [
        f"in {options.parts()} stands the plainer word where the policy names one: {shown}"
        + (f"; and {more} more" if more > 0 else "")
    ]


def _sensitive_data(options: Options) -> list[str]:
    names = options.words("detectors")
    what = joined(DETECTORS[one].what if one in DETECTORS else one for one in names)
    parts = options.parts(("text", "alt", "captions"))
    said = [f"nothing of this kind is shown in {parts}: {what}"]
    if "allow" in options:
        said.append(f"these may be shown: {options.items('allow', conjunction='and')}")
    return said


def _link_hosts(options: Options) -> list[str]:
    said = []
    what = options.parts(("links",))
    links = what == "the links"
    leads = "lead" if " and " in what or links else "leads"
    if "require" in options:
        one = "at least one of the links leads" if links else f"{what} {leads}"
        said.append(f"{one} to {options.items('require')}")
    if "deny" in options:
        never = f"{what} {'do' if leads == 'lead' else 'does'} not lead"
        none = "none of the links leads" if links else never
        said.append(f"{none} to {options.items('deny')}")
    if "allow" in options:
        only = "may nevertheless lead" if "deny" in options else f"{leads} nowhere but"
        said.append(f"{what} {only} to {options.items('allow')}")
    if options.flag("require_https", default=False):
        said.append(f"nothing in {what} begins with http:, which is not encrypted")
    return said


def _hidden_characters(options: Options) -> list[str]:
    sorts = [words for name, words in _HIDDEN.items() if name not in options.words("allow")]
    return [f"nothing of this stands in {options.parts()}: {joined(sorts)}"]


_HIDDEN = {
    "zero-width": "characters of no width",
    "bidirectional": "marks that turn the direction of the text",
    "tag": "tag characters",
    "mixed-script": "letters of another script that pass for ordinary ones",
    "other": "other characters that nobody sees",
}


def _protected_names(options: Options) -> list[str]:
    names = options.items("names", conjunction="and", quote=True)
    return [
        f"these names are spelt right in {options.parts()}: {names}",
        f"up to {options.value('typos', '2')} wrong letters count as a slip",
    ]


IN_TEXTS: dict[str, Callable[[Options], list[str]]] = {
    "forbidden-text": _forbidden_text,
    "required-text": _required_text,
    "preferred-text": _preferred_text,
    "sensitive-data": _sensitive_data,
    "link-hosts": _link_hosts,
    "hidden-characters": _hidden_characters,
    "protected-names": _protected_names,
}
