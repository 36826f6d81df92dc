"""The tables of account registries: which column of which registry is which field of an account.

A table is known by the names of its columns, in any order and case. What a column means to the
registry and not to a policy is left out: Touchpoints' own dates of an entry say nothing of the
account. A table carries what its columns carry.

Touchpoints joins the names of several organisations with a comma and a blank, and a name may have
these in itself; such a name comes apart here.

Sources: GSA Touchpoints' form for bulk uploads, and its export as its repository has it (model
DigitalServiceAccount, read on 2026-11-23); the export of the Federal Social Media Registry of 2014.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

__all__ = ["INVENTORIES", "Cell", "Inventory", "Meaning", "choose_inventory"]

#: How a cell is read: as it stands, as a platform's name, as Ruby's time, as Touchpoints' state.
Meaning = Literal["text", "platform", "time", "state"]

_NUMBER = re.compile(r"(?<=/)[0-9]{1,4}(?=/)")


class Cell(NamedTuple):
    """What a column holds. In `field`, `*` is the place in a list, counted where cells are cut."""

    field: str
    separator: str = ""
    meaning: Meaning = "text"


@dataclass(frozen=True, slots=True)
class Inventory:
    """A registry's table. `named_by` are two fields that make an id, where no column is one."""

    name: str
    tool: str
    needed: frozenset[str]
    columns: dict[str, tuple[Cell, ...]]
    named_by: tuple[str, str] | None = None

    def cells(self, name: str) -> Iterator[Cell]:
        """Give what the column of that name holds; one that is not known is a field by itself."""
        plain = name.strip().casefold()
        number = _NUMBER.search(plain)
        for cell in self.columns.get(_NUMBER.sub("*", plain), (Cell(name.strip()),)):
            yield cell._replace(field=cell.field.replace("*", number[0])) if number else cell

    def carried(self, names: Iterable[str]) -> frozenset[str]:
        """Give the fields that a table with these columns has a place for."""
        found = [cell.field for name in names for cell in self.cells(name)]
        return frozenset(re.sub(r"\.(?:\*|[0-9]+)(?![^.])", "", field) for field in found)


_UPLOAD: Final = Inventory(
    "touchpoints-upload",
    "GSA Touchpoints (bulk upload)",
    frozenset({"account_platform", "account_url", "account_name"}),
    {
        "account_platform": (Cell("platform", meaning="platform"),),
        "account_url": (Cell("url"),),
        "account_name": (Cell("name"),),
        "short_description": (Cell("description"),),
        "language": (Cell("language"),),
        "agencies": (Cell("agencies.*.id", "|"),),
        "contacts": (Cell("contacts.*.email", "|"),),
    },
)
_EXPORT: Final = Inventory(
    "touchpoints-export",
    "GSA Touchpoints (export)",
    frozenset({"service", "service_url", "organization_names", "aasm_state"}),
    {
        "id": (Cell("id"), Cell("registry.id")),
        "account": (Cell("handle"),),
        "name": (Cell("name"),),
        "contact_emails": (Cell("contacts.*.email", ","),),
        "organization_names": (Cell("agencies.*.name", ", "),),
        "tag_list": (Cell("tags.*", ","),),
        "service": (Cell("platform", meaning="platform"),),
        "service_url": (Cell("url"),),
        "language": (Cell("language"),),
        "short_description": (Cell("description"),),
        "certified_at": (Cell("certified_at", meaning="time"),),
        "aasm_state": (Cell("lifecycle", meaning="state"),),
        **dict.fromkeys(
            ("long_description", "notes", "created_at", "updated_at", "user_email"), ()
        ),
        **dict.fromkeys(("legacy_id", "legacy_notes"), ()),
    },
)
_REGISTRY: Final = Inventory(
    "federal-registry",
    "the Federal Social Media Registry",
    frozenset({"service_id", "service_url", "account", "organization", "agencies/0/agency_id"}),
    {
        "service_id": (Cell("platform", meaning="platform"),),
        "service_url": (Cell("url"),),
        "account": (Cell("handle"),),
        "organization": (Cell("organization"),),
        "details_url": (Cell("registry.url"),),
        "agencies/*/agency_id": (Cell("agencies.*.id"),),
        "agencies/*/agency_name": (Cell("agencies.*.name"),),
        "agencies/*/agency_url": (Cell("agencies.*.url"),),
        "verified": (),  # by the agency, not by the platform
    },
    named_by=("platform", "handle"),
)

INVENTORIES: Final = {one.name: one for one in (_UPLOAD, _EXPORT, _REGISTRY)}


def choose_inventory(names: Collection[str]) -> Inventory | None:
    """Find the registry that a header belongs to."""
    header = {name.strip().casefold() for name in names}
    return next((one for one in INVENTORIES.values() if one.needed <= header), None)
