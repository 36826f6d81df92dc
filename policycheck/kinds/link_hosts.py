"""Fails when a link leads to a host that is not wanted, or none leads where one should.

An entry is a host (`agency.example.gov`), a host and the start of a path (`social.example/agency`)
or a top-level domain (`gov`); sub-domains are included, case makes no difference, and names in
other scripts may be written in either form. What `allow` names is always fine; with `allow` and no
`deny` every other host fails, even where the list is empty. `require` asks for at least one link to
one of its hosts; an empty list asks for none. `require_https` fails addresses that say `http:`.

Where a shortened link says under `expanded` where it leads, both addresses are judged. `in` may
name fields such as `profile_url` or `contacts.email`; an e-mail counts by its host. In parts that
are prose, such as `text` or `bio`, the links and e-mail addresses are looked for.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Annotated, Any, TypeAlias

from msgspec import Struct

from policycheck.kinds.host_entries import (
    Address,
    HostEntry,
    address,
    covered,
    host_entry,
    wrong_entry,
)
from policycheck.model.shape import ListOf, Text
from policycheck.plan import (
    PASSED,
    Before,
    Binding,
    Case,
    Field,
    Hit,
    Judgement,
    Kind,
    Options,
    Part,
    Path,
    Place,
    Plan,
    Selector,
    Signs,
    Strings,
    Tighter,
    Unset,
    Yes,
    decide,
    signs_in,
)
from policycheck.text.emails import emails
from policycheck.text.links import links

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: link-hosts, deny: [bit.ly]}
  fail: {text: "More at Bit.ly/abc"}
  found: Bit.ly/abc
- check: {kind: link-hosts, deny: [bit.ly]}
  pass: {text: "More at https://rabbit.ly/abc"}
- check: {kind: link-hosts, deny: [bit.ly], allow: [bit.ly/agency]}
  pass: {text: "More at bit.ly/Agency/rain"}
- check: {kind: link-hosts, allow: [gov, mil, partner.example.org]}
  fail: {text: "Read https://news.example.com/rain and agency.example.gov"}
  found: https://news.example.com/rain
- check: {kind: link-hosts, allow: [gov, mil, partner.example.org]}
  pass: {text: "Read https://www.Agency.example.GOV/rain and data.partner.example.org"}
- check: {kind: link-hosts, allow: [gov]}
  fail: {text: See, links: [{url: "https://go.example.gov/1", expanded: "https://shop.example.com/"}]}
  found: https://shop.example.com/
- check: {kind: link-hosts, allow: [bücher.example]}
  pass: {text: "Lesen Sie https://xn--bcher-kva.example/neu"}
- check: {kind: link-hosts, require: [agency.example.gov]}
  fail: {text: "Roads are closed, see https://agency.example.com"}
- check: {kind: link-hosts, require: [agency.example.gov]}
  pass: {text: "Roads are closed, see https://www.agency.example.gov and https://example.com"}
- check: {kind: link-hosts, require_https: true}
  fail: {text: "See http://agency.example.gov/rain"}
  found: http://agency.example.gov/rain
- check: {kind: link-hosts, require_https: true}
  pass: {text: "See https://agency.example.gov/rain"}
- check: {kind: link-hosts, in: [contacts.email], allow: [agency.example.gov]}
  applies_to: account
  fail: {id: a, contacts: [{email: jane@example.com}, {email: press@agency.example.gov}]}
  found: jane@example.com
- check: {kind: link-hosts, in: [contacts.email], allow: [agency.example.gov]}
  applies_to: account
  pass: {id: a, contacts: [{email: press@water.agency.example.gov}]}
"""


def _a_list(value: object) -> object:
    if isinstance(value, dict):
        raise ValueError(  # noqa: TRY004 - pydantic makes a problem of no other
            "hosts cannot be taken from a field: list them, or name a parameter"
        )
    return value


Hosts: TypeAlias = Annotated[Strings, Before(_a_list)]


class LinkHosts(Options):
    allow: Annotated[
        Hosts, Tighter.SHORTER, Field(description="always fine; without `deny` nothing else is")
    ] = ()
    deny: Annotated[
        Hosts,
        Tighter.LONGER,
        Unset.ASKS_OTHERWISE,  # beside it, `allow` no longer shuts out all other hosts
        Field(description="never fine, unless allowed"),
    ] = ()
    require: Annotated[
        Hosts,
        Tighter.SHORTER,
        Unset.ASKS_NOTHING,
        Field(description="one link must lead to one of these"),
    ] = ()
    require_https: Annotated[Yes, Tighter.TRUE, Field(description="no address says http:")] = False
    in_: Annotated[
        Strings,
        Tighter.LONGER,
        Field(alias="in", min_length=1, description="links, or fields with addresses"),
    ] = ("links",)

    def refuse_contradictions(self) -> None:
        given = self.given & {"allow", "deny", "require"}
        if not given and not self.require_https:
            raise ValueError("give allow, deny, require or require_https: nothing is asked")


class _Found(Struct, frozen=True):
    """An address that was found, and the place to show."""

    at: Address
    place: Place


def plan(options: LinkHosts, bind: Binding) -> Plan:
    selectors = bind.selectors(options.in_, "in")
    allow = _entries(bind, "allow", options.allow)
    deny = _entries(bind, "deny", options.deny)
    require = _entries(bind, "require", options.require)
    whole = {"links", *(one.name for one in selectors if _is_address(one))}
    only_allowed = "allow" in options.given and "deny" not in options.given

    def problem(at: Address) -> str:
        if not covered(at, allow):
            if covered(at, deny):
                return f"{at.url} leads to {at.host}, which is on the list of denied hosts"
            if only_allowed:
                where = at.host or "no host"
                return f"{at.url} leads to {where}, which is not on the list of allowed hosts"
        if options.require_https and not at.secure:
            return f"{at.url} does not use https"
        return ""

    alone = _single_addresses(selectors) if not require else None

    def is_fine(value: Any) -> bool:
        return isinstance(value, str) and not problem(address(value))

    def judge(case: Case) -> Judgement:
        if alone and all(is_fine(case.value(path)) for path in alone):
            return PASSED  # most records of a registry: nothing needs a place
        reading = case.read(selectors)
        found = [one for part in reading.parts for one in _addresses(case, part, whole)]
        hits = [_hit(one, says) for one in found if (says := problem(one.at))]
        unmet = require and not any(covered(one.at, require) for one in found)
        if unmet and not reading.missing:
            hits.append(_absent(case, selectors, reading.parts, options.require))
        return decide(hits, reading.missing)

    return Plan(judge, signs=_signs(selectors))


def _signs(selectors: Sequence[Selector]) -> Signs | None:
    """Links alone are what the text implies, and compared as that."""
    return signs_in(selectors) if all(one.name == "links" for one in selectors) else None


def _single_addresses(selectors: Sequence[Selector]) -> Sequence[Path] | None:
    """The paths that are chosen, where each is a field of the record with one address."""
    paths = [one.path for one in selectors if one.path and _is_address(one)]
    plain = all(not path.many and not path.from_element for path in paths)
    plain = plain and not any(isinstance(path.type, ListOf) for path in paths)
    return paths if plain and len(paths) == len(selectors) else None


def _entries(bind: Binding, option: str, entries: Sequence[str]) -> tuple[HostEntry, ...]:
    for index, entry in enumerate(entries):
        advice = wrong_entry(entry)
        if advice:
            bind.refuse(f"{entry!r} is no host", option, index, advice=advice)
    return tuple(map(host_entry, entries))


def _addresses(case: Case, part: Part, whole: Container[str]) -> Iterator[_Found]:
    """The addresses in a part: the part itself where it is one as a `whole`, or those in prose."""
    if part.name not in whole:
        spans = [(link.start, link.end) for link in links(part.text)] + emails(part.text)
        for start, end in sorted(spans):
            yield _Found(address(part.text[start:end]), part.place(start, end))
        return
    yield _Found(address(part.text), part.place(0, len(part.text)))
    match part.pointer:
        case ("links", int(index), *_):
            leads = case.record.fields["links"][index].get("expanded")
            if isinstance(leads, str):
                yield _Found(address(leads), Place(("links", index, "expanded"), 0, len(leads)))


def _is_address(selector: Selector) -> bool:
    """Whether what is chosen is an address as a whole: a field for addresses."""
    of = selector.path.type if selector.path else None
    of = of.item if isinstance(of, ListOf) else of
    return isinstance(of, Text) and of.format in ("url", "email")


def _hit(found: _Found, says: str) -> Hit:
    values = {"host": found.at.host, "url": found.at.url, "says": says}
    return Hit(found.place, values, label=found.at.host)


def _absent(
    case: Case, selectors: Sequence[Selector], parts: Sequence[Part], require: Sequence[str]
) -> Hit:
    """Nothing leads where it should: said of the list of links, or of the text that has none."""
    name = selectors[0].path.steps[0].name if selectors[0].path else selectors[0].name
    place = Place((*case.here.pointer, name))
    if name == "links" and "links" not in case.record.fields:
        place = Place(("text",))
    elif len(parts) == 1:
        place = parts[0].place(0, len(parts[0].text))
    says = f"no link leads to {' or '.join(require)}"
    return Hit(place, {"host": "", "url": "", "says": says}, label="no such link")


KIND = Kind(
    name="link-hosts",
    options=LinkHosts,
    plan=plan,
    message="{says}",
    values=("host", "url", "says"),
)
