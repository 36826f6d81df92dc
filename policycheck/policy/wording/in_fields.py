"""The kinds that ask fields of one record, in words."""

from __future__ import annotations

from collections.abc import Callable

from policycheck.document import Mapping, Scalar
from policycheck.policy.wording.conditions import clauses_in, conditions_in, truth
from policycheck.policy.wording.matchers import asked_of
from policycheck.policy.wording.of_text import bounds
from policycheck.policy.wording.saying import Options, joined

__all__ = ["IN_FIELDS", "explained", "where_in"]


def explained(options: Options, path: str) -> str:
    """What a field is for, and its name."""
    return options.say.fields.explained(path)


def where_in(options: Options, name: str = "where") -> str:
    """`, counting those such that …`: which elements of a list are meant."""
    node = options.raw(name)
    if not isinstance(node, Mapping):
        return ""
    clauses = clauses_in(node, options.say, bare=True)
    return f", counting only those of which {joined(clauses, 'and')}"


def _required_fields(options: Options) -> list[str]:
    each = [explained(options, path) for path in options.words("fields")]
    either = [explained(options, path) for path in options.words("any_of")]
    these = "this is" if len(each) == 1 else "these are"
    said = [f"{these} filled in: {joined(each, 'and')}"] if each else []
    said += [f"at least one of these is filled in: {joined(either)}"] if either else []
    if "placeholders" in options:
        said.append(f"a placeholder counts as empty: {options.items('placeholders', quote=True)}")
    return said


def _field(options: Options) -> list[str]:
    path, written = options.value("path"), options.node.get("is")
    wanted = options.raw("is")
    fields = options.say.fields
    if written is None or wanted is None:
        return []
    if fields.is_flag(path) and (yes := truth(wanted)) is not None:
        return [fields.explained(path) if yes else f"this is not so: {fields.explained(path)}"]
    about = fields.about(path)
    clause = asked_of(path, written, options.say)
    known = not about or f"({path})" in clause
    return [clause if known else f"{clause} ({path}: {about[0].lower()}{about[1:]})"]


def _count(options: Options) -> list[str]:
    of = options.value("of")
    said = bounds(options)
    if of == "sentence-words":
        return [f"a sentence has {said} words"]
    what = of if of in _COUNTED else f"entries of {options.say.fields.said(of)}"
    apart = ""
    if "distinct" in options:
        apart = f", those with the same {options.value('distinct')} counted once"
    if said == "at most 0":
        return [f"there are no {what}{where_in(options)}"]
    if said.endswith(" 1"):
        return [f"there is {said} of the {what}{where_in(options)}{apart}"]
    return [f"there are {said} {what}{where_in(options)}{apart}"]


_COUNTED = ("hashtags", "mentions", "links", "emoji", "media", "words")


def _schema(options: Options) -> list[str]:
    node = options.raw("schema")
    properties = node.get("properties") if isinstance(node, Mapping) else None
    named = [entry.key.text for entry in properties] if isinstance(properties, Mapping) else []
    said = f"; it speaks of these fields: {joined(named, 'and')}" if named else ""
    return [f"the record has the form that the policy lays down as a JSON Schema{said}"]


def _freshness(options: Options) -> list[str]:
    paths = [explained(options, path) for path in options.words("path")]
    latest = "the latest of these dates" if len(paths) > 1 else "this date"
    return [f"{latest} is known and not older than {options.value('max_age')}: {joined(paths)}"]


def _deadline(options: Options) -> list[str]:
    start, done = (explained(options, options.value(name)) for name in ("starts", "done"))
    node = options.raw("within")
    field = node.get("field") if isinstance(node, Mapping) else None
    within = options.value("within")
    if isinstance(field, Scalar):
        within = f"the time that is promised: {explained(options, field.text)}"
    return [f"from {start} to {done} it takes no longer than {within}"]


def _quiet_period(options: Options) -> list[str]:
    kinds = options.items("kinds")
    said = [f"nothing appears while a period of this sort lasts: {kinds}"]
    exempt = conditions_in(options.raw("exempt"), options.say)
    if exempt:
        said.append(f"it may appear all the same where {joined(exempt, 'and')}")
    return said


def _cel(options: Options) -> list[str]:
    return [f"this expression is true: {options.value('expr')}"]


IN_FIELDS: dict[str, Callable[[Options], list[str]]] = {
    "required-fields": _required_fields,
    "field": _field,
    "count": _count,
    "schema": _schema,
    "freshness": _freshness,
    "deadline": _deadline,
    "quiet-period": _quiet_period,
    "cel": _cel,
}
