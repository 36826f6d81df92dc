"""The posts of two public repositories; the folder that holds them is named by the environment."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest

from policycheck.document import Mapping, Sequence
from policycheck.model.record import Record

from .places import Hit, hits, records

REAL = os.environ.get("POLICYCHECK_REAL_DATA")

pytestmark = pytest.mark.skipif(REAL is None, reason="POLICYCHECK_REAL_DATA names no folder")

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")
#: What a reader takes out of Markdown, or puts in for a platform.
_MARKUP = re.compile(r"\n\s*- |[\\*_`<>\[\]()!#@:\s]")


@pytest.fixture(scope="module")
def folder() -> Path:
    assert REAL is not None
    return Path(REAL) / "posts"


@pytest.fixture(scope="module")
def galaxy(folder: Path) -> list[Record]:
    return records(folder, ["galaxy-social"])


@pytest.fixture(scope="module")
def nodejs(folder: Path) -> list[Record]:
    return records(folder, ["nodejs-bluesky"])


@pytest.fixture(scope="module")
def found(folder: Path, galaxy: list[Record], nodejs: list[Record]) -> list[Hit]:
    return list(hits(folder, [*galaxy, *nodejs]))


def test_markdown_files_fan_out_to_their_accounts(galaxy: list[Record]) -> None:
    assert len({record.node.source.path for record in galaxy}) == 246
    pairs = {(record.node.source.path, record.account) for record in galaxy}
    assert len(pairs) == 520
    assert len(galaxy) >= len(pairs)  # a thread has several posts for one account


def test_every_image_is_there_with_its_alternative_text(galaxy: list[Record]) -> None:
    images = {}
    for record in galaxy:
        assert isinstance(record.node, Mapping)
        node = record.node.get("media")
        items = node.items if isinstance(node, Sequence) else []
        for item, medium in zip(items, record.fields.get("media", []), strict=True):
            images[record.node.source.path, item.span] = medium.get("alt")
    assert len(images) == 187
    assert sum(not alt for alt in images.values()) == 5


def test_json_files_give_posts_and_reposts(folder: Path, nodejs: list[Record]) -> None:
    files = [file for file in (folder / "nodejs-bluesky").iterdir() if ".json" in file.name]
    assert len(files) == 43  # two of them are examples for authors: `.json.example`
    assert len(nodejs) == 44
    assert Counter(bool(record.fields.get("text")) for record in nodejs) == {True: 12, False: 32}


def test_a_text_file_that_is_gone_is_named(nodejs: list[Record]) -> None:
    withheld = [record for record in nodejs if "richTextFile" in record.withheld]
    assert len({record.node.source.path for record in withheld}) == 7
    assert {record.withheld["richTextFile"] for record in withheld} == {
        "the text is in ./rich.txt, and there is no such file"
    }


def test_every_finding_covers_what_its_rule_matched(found: list[Hit]) -> None:
    assert len(found) > 1_000
    wrong = [hit for hit in found if hit.inside and not covers(hit)]
    assert [(h.rule, str(h.location), h.written, h.words, h.match) for h in wrong] == []


def covers(hit: Hit) -> bool:
    if hit.match not in (None, hit.words):
        return False
    if hit.written == hit.words:
        return bool(hit.written) or hit.words == ""
    bare = _MARKUP.sub("", _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), hit.written))
    # Tags that the tool puts below a text stand above it in the file: the place ends before them.
    return bool(bare) and _MARKUP.sub("", hit.words).startswith(bare)


def test_findings_are_of_many_rules(found: list[Hit]) -> None:
    counts = Counter(hit.rule for hit in found)
    assert counts["alt-missing"] == 29
    assert len(counts) >= 15
