"""Examples one small change away from another: among them may be one that a mutant gets wrong.

An example is a tree with `record`, and `with` and `as_of` where it has them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from policycheck.document import Pointer
from policycheck.document.node import NULLS
from policycheck.model.moment import parse_moment
from policycheck.model.registry import RECORD_KINDS
from policycheck.mutants.hints import Hints
from policycheck.mutants.trees import Leaf, Tree, leaves, placed, without_place
from policycheck.plan import Path

__all__ = ["neighbours"]

#: What a text may grow by, so that what is counted in it grows by one.
_GROWTHS = ("a", " rain", " #tag{}", " @name{}", " https://www{}.example.org", " 🌧", " Rain.", " A")
_MOST_STEPS = 40
#: What one way of counting counts otherwise than another.
_ODD = (
    " https://www.example.org/the-long-way-to-the-lake ",
    " 🌧 ",
    " @lake@social.example ",
)
_LISTS = ("hashtags", "links", "mentions")
_LONGEST = 4000
_NEW = "another"


def neighbours(tree: Tree, hints: Hints) -> Iterator[Tree]:
    """The changes worth trying, the likeliest first; the example itself comes before them."""
    yield tree
    yield from _said(tree, hints)
    yield from _elsewhere(tree, hints)
    yield from _set(tree, hints)
    yield from _replaced(tree, hints)
    yield from _dropped(tree)
    yield from _renamed(tree)
    yield from _moved(tree, hints)
    yield from _spread(tree, hints)
    yield from _grown(tree, hints)
    yield from _repeated(tree, hints)


def _texts(tree: Tree) -> Iterator[tuple[Pointer, Leaf]]:
    for at, value in leaves(tree):
        if isinstance(value, Leaf) and at[0] != "as_of" and (" " in value.text or at[-1] == "text"):
            yield at, value


def _said(tree: Tree, hints: Hints) -> Iterator[Tree]:
    """A text that says a term besides; that of a picture too."""
    for at, value in _texts(tree):
        for text in hints.texts:
            words = value.text.rstrip(".!? ") + text
            yield placed(tree, at, Leaf(words, "quoted"))
        if "https://" in value.text:
            yield placed(tree, at, Leaf(value.text.replace("https://", "http://"), "quoted"))
    for text in hints.texts[:2]:
        picture: Tree = {
            "type": Leaf("image"),
            "file": Leaf("a.png"),
            "alt": Leaf(text.strip(), "quoted"),
        }
        yield placed(tree, ("record", "media"), [picture])


def _set(tree: Tree, hints: Hints) -> Iterator[Tree]:
    """A field that the rule asks for, with each of the values; beyond references, in new records.

    A field of elements is set in each of them.
    """
    for path in hints.paths:
        for value in (*hints.values, "true", "false"):
            set_to = _leaf(value)
            if path.from_element:
                yield from _in_elements(tree, path, set_to)
            else:
                yield from _followed(tree, path, set_to)
        if not path.from_element:
            yield from _followed(tree, path, _lapsed(hints))


def _leaf(value: str) -> Leaf:
    """A value as it would be written; what YAML takes for nothing needs quotes."""
    return Leaf(value, "quoted" if value in NULLS else "plain")


def _lapsed(hints: Hints) -> Tree:
    """A value that nobody vouches for any more: what it is cannot be told."""
    value = next((one for one in hints.values if one not in NULLS), "true")
    return {
        "value": Leaf(value),
        "attested_by": Leaf("ann"),
        "expires": Leaf("2020-01-01"),
    }


def _in_elements(tree: Tree, path: Path, leaf: Tree) -> Iterator[Tree]:
    names = tuple(step.name for step in path.steps)
    record = tree["record"] if isinstance(tree, dict) else {}
    for at, value in leaves(record):
        if isinstance(value, list):
            for number, item in enumerate(value):
                if isinstance(item, dict):
                    yield placed(tree, ("record", *at, number, *names), leaf)


def _followed(tree: Tree, path: Path, leaf: Tree) -> Iterator[Tree]:
    """The field at a path, in the record or in the one that it refers to."""
    names: list[str] = []
    at: Pointer = ("record",)
    for step in path.steps:
        if step.back or step.computed:
            return
        names.append(step.name)
        if step.follow and step is not path.steps[-1]:
            tree, at = _on_file(tree, (*at, *names), step.follow)
            names = []
    yield placed(tree, (*at, *names), leaf)
    yield placed(tree, (*at, *names), [leaf])


def _on_file(tree: Tree, at: Pointer, kind: str) -> tuple[Tree, Pointer]:
    """The record that a field refers to, made where there is none, and its place."""
    plural = RECORD_KINDS[kind].plural
    named = next((value for where, value in leaves(tree) if where == at), None)
    if not isinstance(named, Leaf):
        named = Leaf(_NEW)
        tree = placed(tree, at, named)
    listed = next((value for where, value in leaves(tree) if where == ("with", plural)), [])
    items = listed if isinstance(listed, list) else []
    for number, item in enumerate(items):
        if isinstance(item, dict) and item.get("id") == named:
            return tree, ("with", plural, number)
    tree = placed(tree, ("with", plural), [*items, {"id": named}])
    return tree, ("with", plural, len(items))


def _replaced(tree: Tree, hints: Hints) -> Iterator[Tree]:
    """Another value in place of each that is there."""
    for at, value in leaves(tree):
        if isinstance(value, Leaf) and at[-1] != "id":
            for other in hints.values:
                if other != value.text:
                    style = "quoted" if other in NULLS else value.style
                    yield placed(tree, at, Leaf(other, style))


def _dropped(tree: Tree) -> Iterator[Tree]:
    """Without one of the things that it says."""
    for at, _ in leaves(tree):
        if at not in (("record",), ("with",)):
            yield without_place(tree, at)


def _renamed(tree: Tree) -> Iterator[Tree]:
    """One record that is on file named where another is."""
    there = list(leaves(tree))
    ids = [one for at, one in there if at[-1] == "id" and at[0] == "with"]
    for at, value in there:
        if value in ids and at[-1] != "id":
            yield from (placed(tree, at, other) for other in ids if other != value)
    for field in ("author", "person"):
        yield from (placed(tree, ("record", field), other) for other in ids)


def _moved(tree: Tree, hints: Hints) -> Iterator[Tree]:
    """One date as far from another as a limit says, or from now."""
    dates = [(at, one) for at, one in leaves(tree) if isinstance(one, Leaf) and _is_date(one.text)]
    now = [] if any(at == ("as_of",) for at, _ in dates) else [(("as_of",), Leaf(hints.now))]
    for at, old in dates:
        for other, value in [*now, *dates]:
            for length in hints.lengths if at != other else ():
                for by in (-length, length):
                    yield placed(tree, at, _shifted(value.text, by, like=old))


def _shifted(text: str, by: timedelta, *, like: Leaf) -> Leaf:
    """A date or an instant some time later or earlier, written as another one is."""
    moment = parse_moment(text, None).shifted(by).first
    if len(like.text) == len("2026-01-01"):
        return Leaf(moment.date().isoformat(), like.style)
    precise = "seconds" if moment.second else "minutes"
    return Leaf(moment.isoformat(timespec=precise).replace("+00:00", "Z"), like.style)


def _is_date(text: str) -> bool:
    try:
        parse_moment(text, None)
    except ValueError:
        return False
    return True


def _elsewhere(tree: Tree, hints: Hints) -> Iterator[Tree]:
    """What a text says, said in the part that a term of `in:` names instead."""
    for part in hints.parts:
        for _, value in list(_texts(tree)):
            for words in dict.fromkeys([value.text, *value.text.split()[:_MOST_STEPS]]):
                said = Leaf(words, "quoted")
                picture: Tree = {"type": Leaf("image"), "file": Leaf("a.png"), "alt": said}
                other: Tree = [picture] if part == "alt" else [said] if part in _LISTS else said
                field = "media" if part == "alt" else part
                for text in ("Rain today.", value.text):
                    moved = placed(tree, ("record", "text"), Leaf(text, "quoted"))
                    yield placed(moved, ("record", *field.split(".")), other)


def _spread(tree: Tree, hints: Hints) -> Iterator[Tree]:
    """Two words of a text further apart, as far as a limit says."""
    for size in [one for one in hints.sizes if one <= _MOST_STEPS][:1]:
        for at, value in _texts(tree):
            words = value.text.split()[:_MOST_STEPS]
            for gap in range(1, len(words)):
                for more in range(1, size + 1):
                    wide = [*words[:gap], *["rain"] * more, *words[gap:]]
                    yield placed(tree, at, Leaf(" ".join(wide), "quoted"))


def _grown(tree: Tree, hints: Hints) -> Iterator[Tree]:
    """A text that grew to where a limit is."""
    for at, value in _texts(tree) if hints.sizes else ():
        for words in _words(value.text, hints):
            yield placed(tree, at, Leaf(words, "quoted"))


def _words(text: str, hints: Hints) -> Iterator[str]:
    for size in [one for one in hints.sizes if one <= _LONGEST]:
        for start in (text, *(text + odd for odd in _ODD)):
            yield start + "a" * (size - len(start)) if len(start) < size else start[: size or None]
    for growth in _GROWTHS:
        words = text
        for step in range(min(max(hints.sizes) + 1, _MOST_STEPS)):
            words += growth.format(step)
            yield words


def _repeated(tree: Tree, hints: Hints) -> Iterator[Tree]:
    """A list with its first element over and over, as often as a limit says."""
    for at, value in leaves(tree):
        if isinstance(value, list) and value:
            for size in hints.sizes:
                if size <= _MOST_STEPS:
                    yield placed(tree, at, [value[0]] * size)
