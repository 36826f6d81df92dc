"""Fields as they are said: whose they are, and what they are for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policycheck.model.registry import BY_PLURAL
from policycheck.model.shape import Field, Flag, Group, Instant, ListOf, Reference, Type

__all__ = ["Fields"]


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields that a rule on records of a kind, or on the elements of a list, may name."""

    groups: Mapping[str, Group]
    kind: str
    each: str = ""

    def said(self, dotted: str) -> str:
        """A path with its owners in words: `the account's class`, `the captions' reviewed`."""
        if dotted == "value" and self.each:
            return "the entry"
        about = self.about(dotted)
        if self.is_date(dotted) and about.startswith(("When ", "The ")):
            words = about.replace("When ", "the time when ", 1)
            return f"{words[0].lower()}{words[1:]} ({dotted})"
        *owners, last = dotted.split(".")
        return f"the {''.join(map(_whose, owners))}{_name(last)}"

    def about(self, dotted: str) -> str:
        """What the field at a path is for, without a full stop; '' where nobody says so."""
        found = self.field(dotted)
        words = found.doc.rstrip(" .,") if found else ""
        return words if " " in words else ""

    def explained(self, dotted: str) -> str:
        """What a field is for, and its name: `when it was approved (pia.approved_at)`."""
        about = self.about(dotted)
        return f"{about[0].lower()}{about[1:]} ({dotted})" if about else self.said(dotted)

    def is_many(self, dotted: str) -> bool:
        """Whether a path leads to several values: it ends in a list, or goes through one."""
        return any(isinstance(one.type, ListOf) for one in self.fields(dotted))

    def is_date(self, dotted: str) -> bool:
        found = self.field(dotted)
        return found is not None and isinstance(found.type, Instant)

    def is_flag(self, dotted: str) -> bool:
        found = self.field(dotted)
        return found is not None and isinstance(found.type, Flag)

    def field(self, dotted: str) -> Field | None:
        """The declaration of the field that a path ends in."""
        found = self.fields(dotted)
        return found[-1] if found else None

    def fields(self, dotted: str) -> list[Field]:
        """The declarations of the fields on a path; none where one of them is not declared."""
        at, names = self._start(dotted.split("."))
        found: list[Field] = []
        for name in names:
            one = _field(self.groups, at, name)
            if one is None:
                return []
            found.append(one)
            at = one.type
        return found

    def _start(self, names: list[str]) -> tuple[Type | None, list[str]]:
        record = self.groups.get(self.kind)
        if self.each and names[0] != self.kind:
            listed = Fields(self.groups, self.kind).field(self.each)
            return (listed.type if listed else None), names
        own = record is not None and names[0] in record.fields
        return record, names[1:] if names[0] == self.kind and not own else names


#: Names that are short for what people say.
_SPOKEN = {"alt": "alternative text", "url": "address", "lang": "language"}


def _name(name: str) -> str:
    return _SPOKEN.get(name) or name.replace("_", " ")


def _whose(name: str) -> str:
    spoken = _name(name)
    return f"{spoken}' " if spoken.endswith("s") else f"{spoken}'s "


def _field(groups: Mapping[str, Group], at: Type | None, name: str) -> Field | None:
    """A field of a record, of a group, or of the elements of a list of them."""
    if isinstance(at, ListOf):
        at = at.item
    if isinstance(at, Reference):
        at = groups.get(at.kind)
    if not isinstance(at, Group):
        return None
    plural = BY_PLURAL.get(name)
    if name not in at.fields and plural is not None:
        return Field(ListOf(Reference(plural.name)), plural.doc)
    return at.fields.get(name)
