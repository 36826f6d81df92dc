from __future__ import annotations

from datetime import timedelta, timezone
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from policycheck.document import Mapping, read_yaml
from policycheck.model.account_security import ACCOUNT_SECURITY
from policycheck.model.admission import Door, admit
from policycheck.model.attested import Attestations, without_them
from policycheck.model.json_schema import record_schema, written_shape
from policycheck.model.kind import RecordKind
from policycheck.model.registry import RECORD_KINDS
from policycheck.source import Source
from tests.model.written_nodes import Json

EXAMPLES = Path(__file__).parents[2] / "examples" / "records"
ALL_KINDS = [*RECORD_KINDS.values(), ACCOUNT_SECURITY]
KINDS = pytest.mark.parametrize("kind", ALL_KINDS, ids=lambda kind: kind.name)


class AsText(yaml.SafeLoader):
    """YAML as JSON has it: a date is a text."""


AsText.add_constructor("tag:yaml.org,2002:timestamp", lambda _loader, node: node.value)


def text(kind: RecordKind) -> str:
    return (EXAMPLES / f"{kind.name}.yaml").read_text(encoding="utf-8")


def records(kind: RecordKind) -> list[dict[str, Json]]:
    """The records of an example: one, a list, or under their ids."""
    found = yaml.load(text(kind), AsText)
    if isinstance(found, list):
        return found
    under_ids = all(isinstance(value, dict) for value in found.values())
    return [{"id": key, **value} for key, value in found.items()] if under_ids else [found]


def test_there_is_an_example_of_every_kind_and_nothing_else() -> None:
    assert {file.stem for file in EXAMPLES.iterdir()} == {kind.name for kind in ALL_KINDS}


@KINDS
def test_an_example_says_in_a_comment_what_it_is(kind: RecordKind) -> None:
    assert text(kind).startswith("# ")


@KINDS
def test_an_example_is_valid_by_the_json_schema(kind: RecordKind) -> None:
    validator = Draft202012Validator(record_schema(kind))
    for record in records(kind):
        assert [error.message for error in validator.iter_errors(record)] == []


@KINDS
def test_an_example_is_admitted_without_a_problem_or_an_unknown_key(kind: RecordKind) -> None:
    node, problems = read_yaml(Source(f"{kind.name}.yaml", text(kind)))
    assert problems == []
    assert node is not None
    nodes = getattr(node, "items", None) or [node]
    if isinstance(node, Mapping) and "id" not in node.entries:
        nodes = [entry.value for entry in node]
    shape = written_shape(kind)
    for each in nodes:
        door = Door(timezone(timedelta(hours=-5)))
        admit(without_them(each, shape, door, Attestations(), ""), shape, door)
        assert [str(problem) for problem in door.problems] == []
        assert [key.text for key in door.unknown_keys] == []


@KINDS
def test_what_an_example_refers_to_is_in_the_examples(kind: RecordKind) -> None:
    ids = {
        (each.name, str(record["id"])) for each in RECORD_KINDS.values() for record in records(each)
    }
    for record in records(kind):
        for name in ("account", "author", "person", "post", "supervisor", "approved_by"):
            if name in record:
                target = name if name in RECORD_KINDS else "person"
                assert (target, record[name]) in ids
