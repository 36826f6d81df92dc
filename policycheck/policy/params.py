"""`$name`: a whole scalar that stands for a parameter or a lexicon; inside a list it is spliced."""

from __future__ import annotations

from collections.abc import Mapping as MappingLike
from collections.abc import Set as AbstractSet

from policycheck.document import Entry, Mapping, Node, Scalar, Sequence
from policycheck.mistakes.policies import PARAMETER_CIRCLE, UNKNOWN_PARAMETER
from policycheck.policy.problems import Problems, nearest
from policycheck.policy.shipped import shipped
from policycheck.text.late import late

__all__ = [
    "emptied",
    "is_name",
    "names_in",
    "names_in_expressions",
    "names_in_rule",
    "with_params",
]

_NAME = late(r"[A-Za-z][A-Za-z0-9_-]*")
#: Where expressions stand: `expr:` of a check, `cel:` of a condition.
_EXPRESSIONS = ("expr", "cel")
_IN_EXPRESSION = late(r"\bparams\s*\.\s*([A-Za-z_][A-Za-z0-9_]*)")


def is_name(name: str) -> bool:
    """Whether a parameter or lexicon can have that name."""
    return _NAME().fullmatch(name) is not None


def with_params(
    node: Node,
    params: MappingLike[str, Node],
    problems: Problems,
    within: tuple[str, ...] = (),
) -> Node:
    """The node with every `$name` replaced by what it stands for; an unknown name is noted.

    A parameter may itself be made of others; `within` are those that are being filled in.
    """
    if isinstance(node, Scalar):
        return _scalar(node, params, problems, within)
    if isinstance(node, Mapping):
        entries = {
            key: Entry(entry.key, with_params(entry.value, params, problems, within))
            for key, entry in node.entries.items()
        }
        return Mapping(node.source, node.span, entries)
    items: list[Node] = []
    for item in node.items:
        value = with_params(item, params, problems, within)
        if value is not item and isinstance(item, Scalar) and isinstance(value, Sequence):
            items.extend(value.items)
        else:
            items.append(value)
    return Sequence(node.source, node.span, items)


def _scalar(
    node: Scalar, params: MappingLike[str, Node], problems: Problems, within: tuple[str, ...]
) -> Node:
    if not node.text.startswith("$"):
        return node
    name = node.text[1:]
    if name.startswith("$"):
        segments = node.segments.cut(1, len(node.text))
        return Scalar(node.source, node.span, name, node.style, segments)
    if name in within:
        chain = " -> ".join(f"${one}" for one in (*within, name))
        problems.at(
            node,
            PARAMETER_CIRCLE,
            f"the parameter stands for itself: {chain}",
            "write its value out",
        )
        return node
    if name not in params:
        known = nearest(name, [*params, *_shipped_lexicons()])
        advice = f"{known} (a text that begins with a dollar is written $$…)"
        problems.at(node, UNKNOWN_PARAMETER, f"unknown parameter ${name}", advice)
        return node
    return with_params(params[name], params, problems, (*within, name))


def emptied(written: Node, filled: Node) -> dict[int, str]:
    """The lists that parameters have left empty, by identity, each with a name to blame."""
    if isinstance(written, Mapping) and isinstance(filled, Mapping):
        both = [key for key in written.entries if key in filled.entries]
        pairs = [(written.entries[key].value, filled.entries[key].value) for key in both]
    elif isinstance(filled, Sequence) and not filled.items:
        name = next(iter(sorted(names_in(written))), "")
        return {id(filled): name} if name else {}
    elif isinstance(written, Sequence) and isinstance(filled, Sequence):
        same = len(written.items) == len(filled.items)
        pairs = list(zip(written.items, filled.items, strict=True)) if same else []
    else:
        pairs = []
    return {key: name for pair in pairs for key, name in emptied(*pair).items()}


def _shipped_lexicons() -> list[str]:
    return [file.stem for file in (shipped("rules") / "lexicons").glob("*.yaml")]


def names_in(node: Node | None) -> AbstractSet[str]:
    """The parameters that a node names."""
    if node is None:
        return set()
    if isinstance(node, Scalar):
        is_param = node.text.startswith("$") and not node.text.startswith("$$")
        return {node.text[1:]} if is_param else set()
    below = [e.value for e in node] if isinstance(node, Mapping) else node.items
    found = {name for one in below for name in names_in(one)}
    return found | _named_in_expressions(node) if isinstance(node, Mapping) else found


def names_in_rule(rule: Node) -> set[str]:
    """The parameters that a rule names, where they count."""
    parts = [rule.get(key) for key in ("check", "when")] if isinstance(rule, Mapping) else []
    return {name for part in parts for name in names_in(part)}


def names_in_expressions(node: Node) -> set[str]:
    """The parameters that the expressions in a node name, at any depth."""
    if isinstance(node, Scalar):
        return set()
    below = [entry.value for entry in node] if isinstance(node, Mapping) else node.items
    found = {name for one in below for name in names_in_expressions(one)}
    return found | _named_in_expressions(node) if isinstance(node, Mapping) else found


def _named_in_expressions(node: Mapping) -> set[str]:
    """The parameters that the expressions of a mapping name: `params.max_days`.

    An expression cannot say a hyphen and says `_` in its place: both are meant.
    """
    texts = [node.get(key) for key in _EXPRESSIONS]
    said = [one.text for one in texts if isinstance(one, Scalar)]
    names = [name for text in said for name in _IN_EXPRESSION().findall(text)]
    return {form for name in names for form in (name, name.replace("_", "-"))}
