"""Reading files of waivers: each waiver as it is written, with all that is wrong with its form.

A file that cannot be understood is a problem of the run. A waiver that cannot be is invalid, and
the others of its file are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import tzinfo
from urllib.parse import urlsplit

from policycheck.document import Mapping, Node, Scalar, Sequence, read_yaml
from policycheck.errors import Problem
from policycheck.mistakes.language import UNKNOWN_KEY, WRONG_TYPE
from policycheck.model.moment import Moment, parse_moment
from policycheck.model.registry import RECORD_KINDS
from policycheck.policy.problems import Problems, nearest, with_lines
from policycheck.policy.surface import validated
from policycheck.source import Source
from policycheck.waive.flaw import Flaw
from policycheck.waive.surface import WaiverSurface

__all__ = ["Written", "read_waivers"]

_WHOLE_KIND = "a waiver names one record, or the records of one account; never a whole kind"
_NAME_ONE = "write record: {id: …}, or record: {account: …}"


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """A waiver as its file has it: texts as written ('' where there is none), dates as moments.

    `number` counts the waivers of the file from 1. One with `flaws` covers nothing.
    """

    node: Node
    number: int
    rule: str
    id: str
    kind: str
    account: str
    reason: str
    approved_by: str
    granted: str
    expires: str
    evidence: str
    begins: Moment | None
    ends: Moment | None
    flaws: tuple[Flaw, ...]

    @property
    def path(self) -> str:
        return self.node.source.path

    @property
    def names_any(self) -> bool:
        """Whether it says what it is for."""
        return bool(self.id or self.account)

    @property
    def target(self) -> str:
        """What it is for, in words."""
        if self.account:
            return f"the records of account {self.account}"
        return f"{self.kind} {self.id}".strip() or "no record"

    def value(self, key: str) -> Node:
        """The node of a value, or the waiver itself where it has none of that name."""
        found = self.node.get(key) if isinstance(self.node, Mapping) else None
        return found or self.node


def read_waivers(
    sources: Iterable[Source], zone: tzinfo | None
) -> tuple[list[Written], list[Problem]]:
    """All waivers of the files, in their order, and why files cannot be understood.

    `zone` is that of the project, None where it declares none.
    """
    waivers: list[Written] = []
    problems: list[Problem] = []
    for source in sources:
        found = Problems()
        items = list(_items(source, found))
        waivers += [_waiver(item, number, zone) for number, item in enumerate(items, 1)]
        problems += found.found
    return waivers, problems


def _items(source: Source, problems: Problems) -> Iterator[Node]:
    node, found = read_yaml(source)
    problems.found += with_lines(found, source)
    if found or node is None:
        return
    if not isinstance(node, Mapping):
        message = "a file of waivers holds waivers: and a list"
        problems.at(node, WRONG_TYPE, message, "write waivers: above it")
        return
    for entry in node:
        if entry.key.text != "waivers":
            name = entry.key.text
            problems.at(entry.key, UNKNOWN_KEY, f"unknown key {name}", nearest(name, ["waivers"]))
    listed = node.get("waivers")
    if isinstance(listed, Sequence):
        yield from listed.items
    elif listed is not None and not (isinstance(listed, Scalar) and listed.is_null):
        problems.at(listed, WRONG_TYPE, "waivers is a list", "begin each waiver with '- rule:'")


def _waiver(node: Node, number: int, zone: tzinfo | None) -> Written:
    problems = Problems()
    validated(WaiverSurface, node, problems)
    flaws = [Flaw.of(node.source, one) for one in problems.found]
    record = node.get("record") if isinstance(node, Mapping) else None
    if isinstance(record, Mapping):
        flaws += _target_flaws(record)
    flaws += _evidence_flaws(_scalar(node, "evidence"))
    reason = _scalar(node, "reason")
    if reason and reason.text and not reason.text.strip():
        flaws.append(Flaw.at(reason, "reason: the text is empty", "write a few words"))
    dates = {name: _date(_scalar(node, name), name, zone) for name in ("granted", "expires")}
    flaws += [one for one in dates.values() if isinstance(one, Flaw)]
    begins, ends = (one if isinstance(one, Moment) else None for one in dates.values())
    if begins and ends and (ends.before(begins) or ends.last <= begins.first):
        message = f"it expires ({ends}) before it is granted ({begins})"
        at = _scalar(node, "expires") or node
        flaws.append(Flaw.at(at, message, "exchange the dates, or correct one"))
    return Written(
        node,
        number,
        _text(node, "rule"),
        _text(record, "id"),
        _text(record, "kind"),
        _text(record, "account"),
        _text(node, "reason"),
        _text(node, "approved_by"),
        _text(node, "granted"),
        _text(node, "expires"),
        _text(node, "evidence"),
        begins,
        ends,
        tuple(flaws),
    )


def _scalar(node: Node | None, key: str) -> Scalar | None:
    found = node.get(key) if isinstance(node, Mapping) else None
    return found if isinstance(found, Scalar) and not found.is_null else None


def _text(node: Node | None, key: str) -> str:
    found = _scalar(node, key)
    return found.text if found else ""


def _target_flaws(record: Mapping) -> Iterator[Flaw]:
    id_, kind, account = (_scalar(record, name) for name in ("id", "kind", "account"))
    named, owned = bool(id_ and id_.text), bool(account and account.text)
    if not named and not owned:
        yield Flaw.at(record, _WHOLE_KIND, _NAME_ONE)
    elif account and (id_ or kind):
        message = "a waiver names either a record, by id and kind, or an account"
        yield Flaw.at(record, message, f"{_NAME_ONE}, not both")
    elif id_ and id_.text and not id_.text.strip("*/."):
        yield Flaw.at(id_, _WHOLE_KIND, _NAME_ONE)
    if kind and kind.text not in RECORD_KINDS:
        advice = nearest(kind.text, RECORD_KINDS)
        yield Flaw.at(kind, f"unknown kind of record {kind.text}", advice)


def _evidence_flaws(evidence: Scalar | None) -> Iterator[Flaw]:
    if evidence and evidence.text and not _is_address(evidence.text):
        message = f"evidence {evidence.text!r} is not an address"
        yield Flaw.at(evidence, message, "write one that begins with https://")


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    spaced = any(one.isspace() or not one.isprintable() for one in text)
    return parts.scheme in ("http", "https") and bool(host) and not spaced


def _date(node: Scalar | None, name: str, zone: tzinfo | None) -> Moment | Flaw | None:
    if node is None or not node.text:
        return None
    try:
        return parse_moment(node.text, zone)
    except ValueError as problem:
        more = "; every waiver ends" if name == "expires" else ""
        advice = f"write year-month-day, such as 2026-12-01{more}"
        return Flaw.at(node, f"{name} {node.text!r}: {problem}", advice)
