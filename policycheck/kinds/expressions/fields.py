"""Which fields an expression names, and the two texts that are made of it.

Every name of a field is resolved as in the rest of the policy, references and lists of elements
included, and gives way to a made-up name: one with the type of the field in the text that is
checked, and what fetches its value in the text that is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple, NoReturn, TypeAlias

from policycheck.kinds.choices import nearest
from policycheck.kinds.expressions import types
from policycheck.kinds.expressions.edits import Edit
from policycheck.kinds.expressions.reads import Level, Read
from policycheck.kinds.expressions.syntax import (
    Call,
    Constant,
    Expr,
    Ident,
    Loop,
    Parts,
    Select,
    chain_of,
    filter_of,
)
from policycheck.kinds.listed import is_list
from policycheck.mistakes.rules import EXPRESSION_REFUSED
from policycheck.model.shape import Group, Number, Reference, Type
from policycheck.plan import Binding, Path

__all__ = ["Fields"]

#: Names of types, which an expression may use as values.
_TYPE_NAMES = frozenset("bool bytes double int list map null_type string uint".split())
_COMPARED = frozenset(("_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_", "@in"))
_WHOLE = re.compile(r"-?\s*[0-9]+(?![0-9xX.eEuU])")


class _Element(NamedTuple):
    """What a name in a loop stands for: an element, with fields, of the list at a path."""

    path: Path
    level: Level


#: Names in loops; None for those whose elements have no fields of the record.
_Bound: TypeAlias = dict[str, _Element | None]


@dataclass
class Fields:
    """What came of an expression: what it reads, and what becomes of its text.

    `variables` are the made-up names with the types that are checked.
    """

    text: str
    bind: Binding
    at: str
    prefix: str
    top: Level = field(default_factory=Level)
    params: dict[str, Any] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, tree: Expr, bind: Binding, at: str) -> Fields:
        """Resolve every name. Raises RefusedOption after noting the first that leads nowhere."""
        prefix = "f"
        while prefix in text:
            prefix += "_"
        found = cls(text, bind, at, prefix)
        found.walk(tree, {})
        return found

    def walk(self, node: Expr, bound: _Bound) -> Type | None:
        """Look through a part of the tree; the type of the field, where it is one."""
        if isinstance(node, Ident | Select):
            return self._names(node, bound)
        if isinstance(node, Call):
            self._call(node, bound)
        elif isinstance(node, Parts):
            for part in node.parts:
                self.walk(part, bound)
        elif isinstance(node, Loop):
            self._loop(node, bound)
        return None

    def _call(self, node: Call, bound: _Bound) -> None:
        operands = [node.target, *node.arguments] if node.target else list(node.arguments)
        found = [self.walk(one, bound) for one in operands if _param(one, bound) is None]
        compared = node.function in _COMPARED
        decimal = compared and any(isinstance(one, Number) and not one.whole for one in found)
        for one in operands:
            param = _param(one, bound)
            if param is not None:
                self._param(param, decimal=decimal)
            elif decimal:
                self._decimal(one)

    def _decimal(self, node: Expr) -> None:
        """Whole numbers that a field with any number is compared with become such numbers."""
        if isinstance(node, Parts):
            for part in node.parts:
                self._decimal(part)
        elif isinstance(node, Constant) and node.whole is not None:
            written = _WHOLE.match(self.text, node.offset)
            if written:
                self.edits.append(Edit(written.end(), written.end(), ".0", ".0"))

    # Loops.

    def _loop(self, node: Loop, bound: _Bound) -> _Element | None:
        """Look through a loop; what its elements are, where it only chooses among them."""
        element = self._over(node.over, bound)
        inside = {**bound, node.element: element, node.collector: None}
        kept = filter_of(node)
        for part in (node.start, node.condition, kept or node.step, node.result):
            self.walk(part, inside)
        return element if kept else None

    def _over(self, node: Expr, bound: _Bound) -> _Element | None:
        """What the elements of a list are, where it is one of the record and they have fields."""
        if isinstance(node, Loop):
            return self._loop(node, bound)
        named = node if isinstance(node, Ident | Select) else None
        path = self._path(named, bound) if named else None
        if named is None or path is None or not isinstance(types.item_of(path), Group | Reference):
            self.walk(node, bound)
            return None
        if not is_list(path):
            advice = "only a list has elements: write the condition without them"
            self.refuse(f"{path.dotted} is no list", node.offset, advice)
        level = Level()
        self._replace(named, bound, path, level)
        return _Element(path, level)

    # Names.

    def _names(self, node: Ident | Select, bound: _Bound) -> Type | None:
        if isinstance(node, Select) and node.asks:
            self.refuse("has is not needed", node.offset, "write filled(…), or compare with null")
        param = _param(node, bound)
        if param is not None:
            self._param(param, decimal=False)
            return None
        path = self._path(node, bound)
        if path is not None:
            self._replace(node, bound, path)
            return types.item_of(path)
        if isinstance(node, Select):
            self.walk(node.of, bound)
        return None

    def _path(self, node: Ident | Select, bound: _Bound) -> Path | None:
        """The path that names lead along; None where they are not names of fields."""
        chain = chain_of(node)
        if chain is None:
            return None
        first, names = chain
        if first.name in bound:
            return self._of_element(first, names, bound[first.name])
        name = first.name.removeprefix(".")
        if name == "now" or (name in _TYPE_NAMES and not names):
            return None
        if name == "params":
            if names:
                return None
            self.refuse("params has named values", first.offset, "write one: params.NAME")
        return self.bind.path(".".join([name, *names]), self.at, offset=first.offset)

    def _of_element(self, first: Ident, names: list[str], element: _Element | None) -> Path | None:
        if element is None or (not names and isinstance(types.item_of(element.path), Group)):
            return None
        dotted = ".".join(names) or "value"
        return self.bind.within(element.path, dotted, self.at, offset=first.offset)

    def _replace(
        self, node: Ident | Select, bound: _Bound, path: Path, within: Level | None = None
    ) -> None:
        """Put a made-up name in the place of those that lead along a path.

        `within` is what is read of the elements of the list that stands there.
        """
        chain = chain_of(node)
        assert chain is not None
        first, names = chain
        element = bound.get(first.name)
        level = element.level if element else self.top
        name = level.name_of(path) if within is None else ""
        if not name:
            name = self._new(types.of_elements() if within else types.of_path(path))
            level.reads[name] = Read(name, path, within)
        asked = f'{first.name}["{name}"]' if element else name
        if within is None:
            asked = types.converted(asked, path, f"{self.prefix}x")
        self._edit(first, names, name, asked)

    def _param(self, node: Select, *, decimal: bool) -> None:
        given = {key.replace("-", "_"): value for key, value in self.bind.params.items()}
        name = node.field
        if name not in given:
            near = nearest(name, given)
            advice = f"did you mean {near}?" if near else f"known: {', '.join(sorted(given))}"
            advice = advice if given else "declare it under params"
            self.refuse(f"unknown parameter {name}", node.of.offset, advice)
        value = types.value_of(given[name], self.bind.zone)
        made = self._new(types.of_value(value, decimal=decimal))
        self.params[made] = value
        self._edit(
            Ident(node.of.offset, "params"), [name], made, types.converted_value(made, value)
        )

    def _edit(self, first: Ident, names: list[str], checked: str, asked: str) -> None:
        start = end = first.offset
        if first.name.startswith("."):
            start = self.text.rindex(".", 0, first.offset)
        end += len(first.name.removeprefix("."))
        for name in names:
            end = self.text.index(name, end) + len(name)
        self.edits.append(Edit(start, end, checked, asked))

    def _new(self, of: Any) -> str:
        name = f"{self.prefix}{len(self.variables)}"
        self.variables[name] = of
        return name

    def refuse(self, message: str, offset: int, advice: str) -> NoReturn:
        mistake = EXPRESSION_REFUSED
        self.bind.refuse(message, self.at, mistake=mistake, advice=advice, offset=offset)


def _param(node: Expr, bound: _Bound) -> Select | None:
    """The node where it names a parameter."""
    if not isinstance(node, Select) or not isinstance(node.of, Ident) or node.asks:
        return None
    is_params = node.of.name in ("params", ".params") and node.of.name not in bound
    return node if is_params else None
