from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policycheck.document import Mapping, Node, Scalar, Sequence
from policycheck.model.record import Record
from policycheck.model.registry import RECORD_KINDS
from policycheck.model.shape import (
    Choice,
    Duration,
    Flag,
    Group,
    Instant,
    ListOf,
    Number,
    Type,
)
from policycheck.readers import Input, door, read_inputs

KINDS = ("account", "assignment", "person", "post", "strategy", "moderation")
DATES = ("2025-01-01", "2026-02-28", "2026-03-01T09:00Z", "2024-12-31", "2026-02-30", "soon")
WORDS = (
    "a",
    "x",
    " a b ",
    "",
    "null",
    "~",
    "true",
    "5",
    "1e3",
    "a|b",
    "|",
    "ü\u202e",
    "hunter2!Aa9",
)
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.sampled_from([10**17, -(2**53), 1.5, 2.0, 1e300, -0.0]),
    st.sampled_from(WORDS + DATES),
    st.lists(st.sampled_from([None, "a", 1]), max_size=2),
    st.fixed_dictionaries(
        {"value": st.sampled_from(["a", True, None])}, optional={"expires": st.just("2026-01-01")}
    ),
)


def values(of: Type) -> st.SearchStrategy[Any]:
    """Mostly values that fit a type, now and then some that do not."""
    if isinstance(of, Group):
        names = [name for name, field in of.fields.items() if not field.computed]
        fields = {name: values(of.fields[name].type) for name in names[:12]}
        more = {"nobody_knows": ODD} | {name: ODD for name in of.fields if name not in fields}
        some = st.fixed_dictionaries({}, optional=fields)
        odd = st.fixed_dictionaries({}, optional=more) if more else st.just({})
        return st.one_of(
            some, some, some, st.tuples(some, odd).map(lambda two: {**two[0], **two[1]})
        )
    if isinstance(of, ListOf):
        fits: st.SearchStrategy[Any] = st.lists(values(of.item), max_size=2)
    elif isinstance(of, Instant):
        fits = st.sampled_from(DATES[:4])
    elif isinstance(of, Choice):
        fits = st.sampled_from(of.values)
    elif isinstance(of, Flag):
        fits = st.booleans()
    elif isinstance(of, Number):
        fits = st.sampled_from([0, 7, -2, 2.5, 3.0])
    elif isinstance(of, Duration):
        fits = st.sampled_from(["15m", "2w"])
    else:
        fits = st.sampled_from(["a", "x", "https://a.gov/b", "Office of Rain", "text\nmore"])
    return st.one_of(*[fits] * 9, ODD)


RECORDS = {
    kind: st.tuples(
        st.sampled_from([{}, {"id": "a"}, {"id": "b"}]), values(RECORD_KINDS[kind].shape)
    ).map(lambda two: {**two[1], **two[0]})
    for kind in KINDS
}


def seen(data: str, name: str, kind: str) -> list[object]:
    """All that came of a file, with the whole tree of every record."""
    return [
        (one.kind, one.id, one.fields, one.carried, one.withheld, one.attested, tree(one.node))
        if isinstance(one, Record)
        else one
        for one in read_inputs([Input(name, None, data.encode("utf-8", "replace"), kind)])
    ]


def tree(node: Node) -> object:
    if isinstance(node, Scalar):
        return (node.text, node.style, node.span, node.segments.locate(0, len(node.text)))
    if isinstance(node, Sequence):
        return (node.span, [tree(item) for item in node.items])
    assert isinstance(node, Mapping)
    return (node.span, [(tree(key), tree(value)) for key, value in node])


@contextmanager
def long_way() -> Iterator[None]:
    """Every record has nodes from the start, and is admitted node by node."""
    with (
        patch("policycheck.readers.jsonl._plain", return_value=None),
        patch("policycheck.readers.csv_plain.PlainTable.at_once", return_value=None),
    ):
        yield


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(data=st.data())
def test_lines_of_json_come_to_the_same_by_the_short_way(kind: str, data: st.DataObject) -> None:
    lines = data.draw(st.lists(RECORDS[kind], min_size=1, max_size=3))
    spelt = data.draw(st.sampled_from([(", ", ": "), (",", ":"), (" ,\t", " :  ")]))
    plain = data.draw(st.booleans())
    text = "\n".join(json.dumps(one, separators=spelt, ensure_ascii=plain) for one in lines)
    short = seen(text, "a.jsonl", kind)
    with long_way():
        assert short == seen(text, "a.jsonl", kind)


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "a", "id": "b"}',
        '{"id": "a", "mfa": {"enabled": true, "enabled": false}}',
        '{"id": "a", "name": NaN}',
        '{"id": "a", "name": "\\ud800"}',
        '{"id": "a", "name": "\\ud800", "handle": "\\ud83d\\ude00"}',
        '{"id": "a", "name": "\\udc00"}',
        '{"id": "a", "name": "say \\"hi\\": no", "name": "b"}',
        '{"id" : "a", "x" :1, "id"\t: "b"}',
        '{"id": "a", "apps": [{"name": "b", "name": "c"}]}',
        '{"id": "a", "followers": -0}',
        '{"id": "a", "followers": 1e400}',
        '{"id": "a", "x": [[[{"y": 1, "y": 2}]]]}',
        '{"id": "a", "name": "\t"}',
        '{"id": "a", "name": "tab\\tand \\"quotes\\""}',
        '  {"id": "a"}  ',
        '{"id": "a"} {}',
        '{"id": "a",}',
        "[]",
        '"a"',
        "{}",
        '{"id": "a", "x": ' + "[" * 120 + "]" * 120 + "}",
        '{"id": "a", "x": ' + "[" * 99_000 + "]" * 99_000 + "}",
    ],
)
def test_a_line_that_is_no_plain_object_comes_to_the_same(line: str) -> None:
    short = seen(line, "a.jsonl", "account")
    with long_way():
        assert short == seen(line, "a.jsonl", "account")


COLUMNS = {
    "account": ["id", "platform", "handle", "mfa.enabled", "mfa.method", "reviewed_at", "agencies"],
    "assignment": ["id", "account", "person", "role", "granted_at", "expires_at", "nobody_knows"],
    "person": ["id", "name", "started_at", "departed_at", "supervisor", ""],
    "post": ["id", "account", "text", "poll.question", "hashtags", "publish_at", "thread.index"],
    "post with media": ["id", "account", "text", "media", "hashtags", "publish_at"],
}
CELLS = st.sampled_from(
    [
        *WORDS,
        *DATES,
        *DATES,
        "a",
        "b",
        "c",
        "owner",
        "admin",
        "totp",
        "false",
        'say "no"',
        "two\nlines",
    ]
)


QUOTING: tuple[Literal[0, 1], ...] = (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)


@pytest.mark.parametrize("table", COLUMNS)
@settings(max_examples=40)
@given(data=st.data())
def test_rows_of_a_table_come_to_the_same_by_the_short_way(table: str, data: st.DataObject) -> None:
    kind = table.partition(" ")[0]
    names = data.draw(st.permutations(COLUMNS[table]))
    names = names[: data.draw(st.integers(2, len(names)))]
    width = st.just(len(names)) | st.sampled_from([1, len(names), len(names) + 1])
    rows = data.draw(
        st.lists(width.flatmap(lambda n: st.lists(CELLS, min_size=n, max_size=n)), max_size=4)
    )
    out = io.StringIO()
    delimiter, quoting = data.draw(st.sampled_from(",;")), data.draw(st.sampled_from(QUOTING))
    csv.writer(out, delimiter=delimiter, quoting=quoting).writerows([names, *rows])
    short = seen(out.getvalue(), "a.csv", kind)
    with long_way():
        assert short == seen(out.getvalue(), "a.csv", kind)


def test_most_records_take_the_short_way() -> None:
    taken: list[bool] = []
    real = door.Entrance.plain

    def watched(self: door.Entrance, draft: Any) -> Any:
        found = real(self, draft)
        taken.append(found is not None)
        return found

    with patch.object(door.Entrance, "plain", watched):
        seen(
            '{"id": "a", "mfa": {"enabled": true}, "reviewed_at": "2026-01-01"}',
            "a.jsonl",
            "account",
        )
        seen("id,account,granted_at\nr,a,2026-01-01\n", "a.csv", "assignment")
        seen('{"text": "Rain", "media": [{"file": "a.png"}]}', "a.jsonl", "post")
        seen('{"text" : "\\"Rain\\" \\ud83d\\ude00\\n"}', "a.jsonl", "post")
        seen('id,text\np,Rain\nq,"Rain, hail\nand ""more"""\n', "a.csv", "post")
    assert taken == [True] * 6


def test_columns_in_each_others_way_end_the_table() -> None:
    (problem,) = seen("id,mfa,mfa.enabled\na,x,true\n", "a.csv", "account")
    assert "in each other's way" in str(problem)
