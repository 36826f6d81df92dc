"""What a rule asks a record to hold, written out: every way to meet it, as short as can be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policycheck.lint.bench import Fields
from policycheck.lint.conflict import Side
from policycheck.lint.conflicts_of_bounds import of_count, of_length, said_in
from policycheck.lint.forms import Ask, Form
from policycheck.policy.worded import worded

__all__ = ["Demand", "demand_of", "sizes_of"]

#: Counts that a platform limits too.
_LIMITED = ("hashtags", "links", "media", "mentions")


class Demand(NamedTuple):
    """What a rule asks for, and all the ways to meet it, each in one spelling or more."""

    side: Side
    ways: tuple[tuple[Fields, ...], ...]


def demand_of(form: Form, ask: Ask) -> Demand | None:
    """What a rule wants to read somewhere; None where that cannot be written out."""
    if form.each:
        return None
    if ask.name == "required-text" and not ask.options.patterns:
        texts, option = [_spellings(one) for one in ask.options.phrases], "phrases"
    elif ask.name == "link-hosts" and ask.options.require:
        texts, option = [_links(host) for host in ask.options.require], "require"
    else:
        return None
    ways = [_written(part, text) for part in ask.options.in_ for text in texts]
    if not all(ways):
        return None
    node = ask.option(option)
    verb = "asks for" if option == "phrases" else "asks for a link to"
    return Demand(Side(form, f"{verb} {worded(node)}", node), tuple(ways))


def _spellings(phrase: str) -> tuple[str, ...]:
    """Phrases match whatever their case; a leading # is not part of them."""
    bare = phrase.lstrip("#")
    return tuple(dict.fromkeys((bare, bare.lower(), bare.upper())))


def _links(host: str) -> tuple[str, ...]:
    """Links to a host, with their scheme and without; of a top-level domain to some in it."""
    names = [host] if "." in host else [f"example.{host}", f"a.{host}"]
    return tuple(f"{scheme}{name}" for name in names for scheme in ("https://", ""))


def _written(part: str, spellings: tuple[str, ...]) -> tuple[Fields, ...]:
    found = [said_in(part, one) for one in spellings]
    return tuple(one for one in found if one is not None)


def sizes_of(form: Form, ask: Ask) -> Iterator[Demand]:
    """What a rule wants so long, or so many times, that a platform may not take it."""
    least = getattr(ask.options, "min", None)
    if least is None or form.each:
        return
    made = None
    if ask.name == "text-length" and ask.options.in_ == ("text",) and not ask.options.method:
        what, made = "characters", of_length("text")(least)
    elif ask.name == "count" and ask.options.of in _LIMITED and not ask.options.is_of_list:
        what, made = ask.options.of, of_count(ask.options.of)(least)
    if made is not None:
        side = Side(form, f"asks for at least {least} {what}", ask.option("min"))
        yield Demand(side, ((made,),))
