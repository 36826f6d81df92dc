"""Options that take a few known words: one that is not known is refused with the nearest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policycheck.plan import Binding

__all__ = ["check_choices", "nearest"]


def check_choices(bind: Binding, option: str, chosen: Sequence[str], known: Iterable[str]) -> None:
    """Refuse the first of `chosen` that is not known, at its place in the list of that option."""
    names = list(known)
    for index, name in enumerate(chosen):
        if name in names:
            continue
        near = nearest(name, names)
        advice = f"did you mean {near}?" if near else f"known are {', '.join(names)}"
        bind.refuse(f"{name!r} is not known to {option}", option, index, advice=advice)


def nearest(name: str, names: Iterable[str]) -> str:
    """The name that was probably meant; '' if none is near."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    most = max(2, len(name) // 3)
    found = process.extractOne(
        name, list(names), scorer=DamerauLevenshtein.distance, score_cutoff=most
    )
    return str(found[0]) if found else ""
