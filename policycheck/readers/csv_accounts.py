"""A row of a registry's table as an account."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from policycheck.document import Scalar
from policycheck.readers.assembly import Leaf, Steps, assemble, pieces
from policycheck.readers.csv_posts import Named
from policycheck.readers.csv_rows import Row
from policycheck.readers.inventories import Cell, Inventory, Meaning
from policycheck.readers.platform_names import platform_id
from policycheck.readers.reader import Draft
from policycheck.source import Span

__all__ = ["AccountTable"]

#: Touchpoints' states of an entry. `updated` is one that was changed and is not confirmed again.
_STATES: Final = {
    "created": "requested",
    "submitted": "requested",
    "published": "active",
    "archived": "archived",
}
_RUBY_TIME = re.compile(r"(?P<day>\d{4}-\d\d-\d\d) (?P<time>\d\d:\d\d:\d\d(?:\.\d{1,6})?) UTC")
#: What a word says that is no value of ours.
_NOTHING_TOLD: Final[dict[Meaning, str]] = {
    "platform": "the table says {} for the platform",
    "state": "the registry says {}, which does not tell whether the account is in use",
}


@dataclass(frozen=True, slots=True)
class AccountTable:
    """A registry's table with the columns that a file has; what each holds, by its name."""

    inventory: Inventory
    cells: dict[str, tuple[Cell, ...]]
    carried: frozenset[str]

    @classmethod
    def of(cls, inventory: Inventory, names: Collection[str]) -> AccountTable:
        """Look the names of a header up."""
        cells = {name: tuple(inventory.cells(name)) for name in names}
        return cls(inventory, cells, inventory.carried(names))

    def draft(self, row: Row, cells: Iterable[Named], suffix: str) -> Draft:
        """Give the account of a row."""
        leaves: list[Leaf] = []
        withheld: dict[str, str] = {}
        for key, value in cells:
            for cell in self.cells[key.text.strip()]:
                for piece, steps in _values(cell, value):
                    word = _word(cell, piece)
                    if word is None:
                        withheld[cell.field] = _NOTHING_TOLD[cell.meaning].format(repr(piece.text))
                    else:
                        leaves.append(Leaf(steps, key, word))
        if self.inventory.named_by:
            leaves += [*_name(leaves, *self.inventory.named_by)]
        span = Span(0, len(row.source.text.rstrip("\r\n")))
        node = assemble(row.source, span, leaves)
        return Draft(node, suffix, self.carried, withheld, "fields")


def _values(cell: Cell, value: Scalar) -> Iterator[tuple[Scalar, Steps]]:
    """Give the values of a cell, each with its way into the record."""
    names = cell.field.split(".")
    found = pieces(value, cell.separator) if cell.separator else [value]
    for index, piece in enumerate(found):
        numbered = (str(index) if name == "*" else name for name in names)
        yield piece, tuple(int(name) if name.isdigit() else name for name in numbered)


def _word(cell: Cell, value: Scalar) -> Scalar | None:
    """Give the value in our words; None where what it says is no value."""
    text = value.text.strip()
    if value.is_null or cell.meaning == "text":
        return value
    if cell.meaning == "time":
        return _made(value, _RUBY_TIME.sub(r"\g<day>T\g<time>Z", text))
    word = platform_id(text) if cell.meaning == "platform" else _state(text)
    return _made(value, word) if word else None


def _state(text: str) -> str:
    """Give where an account is in its life; what is no state of Touchpoints stays as it is."""
    return "" if text == "updated" else _STATES.get(text, text)


def _made(value: Scalar, word: str) -> Scalar:
    same = word == value.text
    return value if same else Scalar.made(value.source, value.span, word, "plain")


def _name(leaves: Iterable[Leaf], *fields: str) -> Iterator[Leaf]:
    """Make an id of two fields, where the row has both."""
    found = {leaf.steps[0]: leaf for leaf in leaves if len(leaf.steps) == 1}
    given = [found[name] for name in fields if name in found]
    values = [leaf.value for leaf in given if isinstance(leaf.value, Scalar)]
    if len(values) == len(fields) and not any(value.is_null for value in values):
        last = values[-1]
        text = "/".join(value.text.strip() for value in values)
        id_ = Scalar.made(last.source, last.span, text, "plain")
        yield Leaf(("id",), given[-1].key, id_)
