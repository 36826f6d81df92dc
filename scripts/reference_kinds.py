"""The page of the kinds of check."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

from reference_markdown import WRITTEN, code, contents, prose, table

from policycheck.engine.parts import NAMED_PARTS
from policycheck.kinds import KINDS, kind
from policycheck.plan import Kind, Tighter
from policycheck.plan.declared import Declared, declared_in
from policycheck.policy.option_models import model_of

__all__ = ["page"]

HEAD = f"""\
# The kinds of check

A rule's `check` names a kind and gives it options: `check: {{kind: text-length, max: 280}}`. Checks
are combined with `all`, `any` and `not`. An option may be a parameter of the policy, `$name`. A
policy that builds on another may only tighten what it inherits; each option says which way that is.

{WRITTEN}
"""

PARTS = """\
## The parts that are read

Kinds that read text have an option `in`, the parts of a record that they read. Each is one of
{named},
or a path to a text or a list of texts, such as `media.contains_text` ([fields](fields.md)). What
the source of a record has no place for is unknown, and never passes.
"""


def page() -> str:
    """The page as it should be."""
    lines = [HEAD, *contents(KINDS), PARTS.format(named=_or([code(one) for one in NAMED_PARTS]))]
    for name in KINDS:
        lines += _entry(kind(name), inspect.cleandoc(import_module(KINDS[name]).__doc__ or ""))
    return "\n".join(lines)


def _entry(found: Kind, doc: str) -> Iterator[str]:
    yield f"## `{found.name}`\n"
    yield f"{prose(doc)}\n"
    if found.heuristic:
        yield "It guesses, so no rule of this kind can be an `error`.\n"
    if found.reads_text:
        yield "It does not apply to a repost without words of its own.\n"
    yield from table(
        ("option", "takes", "where left out", "tighter", "what it is"), _options(found)
    )
    yield f"Without a message of its own a rule says: {prose(found.message)}"
    names = ", ".join(code(f"{{{name}}}") for name in found.values)
    yield f"\nA message may name {names}.\n" if names else ""
    examples = import_module(KINDS[found.name]).EXAMPLES.strip("\n")
    yield "<!-- block: fragment of a file of examples -->"
    yield f"```yaml\n{examples}\n```\n"


def _options(found: Kind) -> Iterator[tuple[str, ...]]:
    schema = model_of(found.options).model_json_schema(by_alias=True)
    definitions = schema.get("$defs", {})
    for option in declared_in(found.options).values():
        takes = schema["properties"][option.name]
        yield (
            code(option.name),
            takes_in_words(takes, definitions),
            _left_out(option),
            _tighter(option),
            prose(option.description),
        )


def _left_out(option: Declared) -> str:
    if option.is_required:
        return "required"
    if option.default is None:
        return "nothing is asked" if option.unset is None else prose(option.unset)
    plain = list(option.default) if isinstance(option.default, tuple) else option.default
    return code(json.dumps(plain, ensure_ascii=False, default=str))


def _tighter(option: Declared) -> str:
    if option.tighter in (None, Tighter.NEITHER):
        return "neither way"
    return str(option.tighter).removesuffix(" is tighter")


def takes_in_words(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """What a JSON Schema accepts, for a person."""
    if reference := schema.get("$ref"):
        return takes_in_words(definitions[reference.removeprefix("#/$defs/")], definitions)
    if "anyOf" in schema:
        words = [takes_in_words(one, definitions) for one in schema["anyOf"]]
        return _or(list(dict.fromkeys(word for word in words if word)))
    if "enum" in schema:
        return _or([code(str(one)) for one in schema["enum"]])
    if "const" in schema:
        return code(str(schema["const"]))
    return _of_type(schema, definitions)


def _of_type(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    match schema.get("type"):
        case "integer" | "number" as name:
            least = schema.get("minimum", schema.get("ge"))
            number = "a whole number" if name == "integer" else "a number"
            return number if least is None else f"{number} from {least}"
        case "array":
            items = takes_in_words(schema.get("items", {}), definitions)
            return f"a list, each {items}" if items != "a text" else "a list of texts"
        case "string" if schema.get("pattern", "").endswith("[smhdw]$"):
            return "a length of time such as `24h`"
        case name:
            return _NAMES[name]


_NAMES = {
    None: "any value",
    "null": "",
    "boolean": "`true` or `false`",
    "object": "a mapping",
    "string": "a text",
}


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
