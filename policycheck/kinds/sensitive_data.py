"""Fails when the text holds a value that should not be public: an identity number, a card.

What counts is structurally valid: known prefixes and ranges, and check digits where there are any.
Numbers that were withdrawn and are used as specimens count too (078-05-1120), since nobody can see
that they are. Numbers inside longer ones, e-mail addresses and telephone numbers inside links do
not count; access keys are found in links too.

`allow` names values that may be shown, however they are written: a telephone number (compared as
E.164), an address, every address of a domain (`@agency.example`) or of the domains below it
(`@*.agency.example`). The value itself is shown in no output.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from policycheck.kinds.choices import check_choices
from policycheck.kinds.detectors import DETECTORS, Detector, phones
from policycheck.plan import (
    Binding,
    Case,
    Field,
    Hit,
    Judgement,
    Kind,
    Options,
    Part,
    Plan,
    Strings,
    Tighter,
    decide,
    signs_in,
)
from policycheck.text.hosts import unicode_host
from policycheck.text.links import links

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: sensitive-data, detectors: [us-ssn, payment-card]}
  fail: {text: "Claim 078-05-1120 approved."}
  found: 078-05-1120
- check: {kind: sensitive-data, detectors: [us-ssn, payment-card]}
  pass: {text: "Claim 000-05-1120 approved."}
- check: {kind: sensitive-data, detectors: [us-ssn, payment-card]}
  pass: {text: "Check your claim at ssa.gov, reference 2026-078-05-1120."}
- check: {kind: sensitive-data, detectors: [payment-card]}
  fail: {text: Form, media: [{file: form.png, alt: "A form with card 4111 1111 1111 1111"}]}
  found: 4111 1111 1111 1111
- check: {kind: sensitive-data, detectors: [payment-card]}
  pass: {text: "Order 4111 1111 1111 1112 is on its way."}
- check: {kind: sensitive-data, detectors: [phone], allow: ["+1 800 555 0199"]}
  fail: {text: "Call Jane on 202-555-0143."}
  found: 202-555-0143
- check: {kind: sensitive-data, detectors: [phone], allow: ["+1 800 555 0199"]}
  pass: {text: "Call (800) 555-0199, or see agency.example.gov/2025550143."}
- check: {kind: sensitive-data, detectors: [email], allow: ["@epa.example", "@*.epa.example"]}
  fail: {text: "Schreiben Sie an jane@epa.example.com."}
  found: jane@epa.example.com
- check: {kind: sensitive-data, detectors: [email], allow: ["@epa.example", "@*.epa.example"]}
  pass: {text: "Write to press@EPA.example or rain@data.epa.example."}
- check: {kind: sensitive-data, detectors: [api-key]}
  fail: {text: "https://example.gov/?id=AKIAIOSFODNN7EXAMPLE"}
  found: AKIAIOSFODNN7EXAMPLE
"""


class SensitiveData(Options):
    detectors: Annotated[
        Strings,
        Tighter.LONGER,
        Field(
            min_length=1,
            description="what to look for",
            json_schema_extra={"items": {"enum": list(DETECTORS)}},
        ),
    ]
    allow: Annotated[
        Strings,
        Tighter.SHORTER,
        Field(description="values that may be shown, `@domain`, or `@*.domain` for those below it"),
    ] = ()
    in_: Annotated[
        Strings, Tighter.LONGER, Field(alias="in", description="the parts that are read")
    ] = ("text", "alt", "captions")
    region: Annotated[
        str,
        Tighter.NEITHER,
        Field(description="where telephone numbers without a country code are from (ISO 3166)"),
    ] = "US"


def plan(options: SensitiveData, bind: Binding) -> Plan:
    check_choices(bind, "detectors", options.detectors, DETECTORS)
    _check_region(options, bind)
    _check_allowed(options, bind)
    selectors = bind.selectors(options.in_, "in")
    chosen = [
        phones(options.region) if name == "phone" else DETECTORS[name]
        for name in DETECTORS
        if name in options.detectors
    ]
    values = [entry for entry in options.allow if not entry.startswith("@")]
    allowed = {one.name: frozenset(map(one.canonical, values)) for one in chosen}
    domains = tuple(_host_pattern(entry) for entry in options.allow if entry.startswith("@"))

    def judge(case: Case) -> Judgement:
        reading = case.read(selectors)
        hits = [
            _hit(part, detector, start, end)
            for part in reading.parts
            for detector, start, end in _finds(part.text, chosen, allowed, domains)
        ]
        return decide(hits, reading.missing)

    return Plan(judge, signs=signs_in(selectors, *(detector.maybe for detector in chosen)))


def _check_region(options: SensitiveData, bind: Binding) -> None:
    if "phone" not in options.detectors:
        return
    from policycheck.kinds.detectors.regions import REGIONS

    if options.region not in REGIONS:
        bind.refuse(
            f"no numbering plan is known for region {options.region!r}",
            "region",
            advice="give two capital letters, such as US or GB",
        )


def _check_allowed(options: SensitiveData, bind: Binding) -> None:
    for index, entry in enumerate(options.allow):
        if entry.startswith("@"):
            if not _is_domain(entry.removeprefix("@").removeprefix("*.")):
                bind.refuse(
                    f"{entry!r} is no domain", "allow", index, advice="write @domain or @*.domain"
                )
        elif re.fullmatch(r"(\*\.)?([\w-]+\.)+[^\W\d_]{2,}", entry):
            bind.refuse(
                f"{entry!r} is a domain and no value",
                "allow",
                index,
                advice=f"write @{entry} for every address there",
            )


def _is_domain(name: str) -> bool:
    labels = name.split(".")
    return all(label and all(one.isalnum() or one in "-_" for one in label) for label in labels)


def _finds(
    text: str,
    chosen: Sequence[Detector],
    allowed: Mapping[str, frozenset[str]],
    domains: Sequence[tuple[bool, str]],
) -> Iterator[tuple[Detector, int, int]]:
    """What is found and not allowed, in the order of the text and without overlaps."""
    found: list[tuple[Detector, int, int]] = []
    for detector in chosen:
        for start, end in detector.find(text) if detector.maybe(text) else ():
            if not any(low < end and start < high for _, low, high in found):
                found.append((detector, start, end))
    if any(not detector.in_links for detector, _, _ in found):
        addresses = [(link.start, link.end) for link in links(text)]
        found = [find for find in found if find[0].in_links or not _inside(find, addresses)]
    for detector, start, end in sorted(found, key=lambda find: find[1:]):
        value = detector.canonical(text[start:end])
        if value in allowed[detector.name]:
            continue
        if detector.name == "email" and _at_allowed_host(value, domains):
            continue
        yield detector, start, end


def _inside(find: tuple[Detector, int, int], spans: Sequence[tuple[int, int]]) -> bool:
    return any(low < find[2] and find[1] < high for low, high in spans)


def _host_pattern(entry: str) -> tuple[bool, str]:
    """Whether an entry means the domains below, and the domain."""
    return entry.startswith("@*."), unicode_host(entry.removeprefix("@").removeprefix("*."))


def _at_allowed_host(address: str, domains: Sequence[tuple[bool, str]]) -> bool:
    host = address.rpartition("@")[2]
    return any(host.endswith(f".{name}") if below else host == name for below, name in domains)


def _hit(part: Part, detector: Detector, start: int, end: int) -> Hit:
    values = {
        "detector": detector.name,
        "what": detector.what,
        # What is secret is covered by those who write it out, unless they may reveal it.
        "value": part.text[start:end],
        "part": part.name,
    }
    return Hit(part.place(start, end), values, label=detector.what, secret=True)


KIND = Kind(
    name="sensitive-data",
    options=SensitiveData,
    plan=plan,
    message="{what} is shown: {value}",
    values=("detector", "what", "value", "part"),
    reads_text=True,
)
