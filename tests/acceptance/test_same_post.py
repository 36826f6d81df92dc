from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .places import Hit, hits, records
from .same_post import FORMATS, written

#: Breaks many rules of the core pack, and has nothing that Markdown would take for markup.
TEXT = (
    "CLICK HERE NOW PLEASE for the #floodwarning: http://bit.ly/x or call 202-456-1111. "
    "Write to jane.doe@agency.example 🚨🚨🚨 and utilize SMEM, number 078-05-1120. "
    "We are 𝐡𝐢𝐫𝐢𝐧𝐠 \u202eengineers TBD"
)


def found(folder: Path, name: str, content: str | bytes) -> list[Hit]:
    data = content if isinstance(content, bytes) else content.encode()
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(data)
    return list(hits(folder, records(folder, [name])))


def said(found: list[Hit]) -> list[tuple[str, str]]:
    return sorted((hit.rule, hit.words) for hit in found)


def test_the_text_breaks_many_rules(tmp_path: Path) -> None:
    rules = {hit.rule for hit in found(tmp_path, "a.md", written("md", TEXT))}
    assert {"link-shortener", "link-insecure", "ssn-or-card", "phone-shown", "shouting"} <= rules
    assert len(rules) >= 12


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_gives_the_same_rules_and_words(ending: str, tmp_path: Path) -> None:
    expected = said(found(tmp_path, "reference.md", written("md", TEXT)))
    assert said(found(tmp_path, f"post.{ending}", written(ending, TEXT))) == expected


@pytest.mark.parametrize("ending", FORMATS)
def test_what_stands_at_a_finding_is_what_the_rule_matched(ending: str, tmp_path: Path) -> None:
    for hit in found(tmp_path, f"post.{ending}", written(ending, TEXT)):
        if ending == "json":  # escapes stand for single characters
            hit_written = re.sub(
                r"(?:\\u[0-9a-f]{4})+",
                lambda escape: escape[0].encode().decode("unicode_escape"),
                hit.written,
            ).encode("utf-16", "surrogatepass")
            assert hit_written.decode("utf-16") == hit.words
        else:
            assert hit.written == hit.words
        if hit.match is not None:
            assert hit.match == hit.words


def test_front_matter_shifts_lines_and_nothing_else(tmp_path: Path) -> None:
    bare = found(tmp_path, "a.md", written("md", TEXT))
    front = "---\ntags: [pool]\n# a comment\nlanguage: en\n---\n"
    fronted = found(tmp_path, "b.md", front + TEXT + "\n")
    assert said(fronted) == said(bare)
    for one, other in zip(bare, fronted, strict=True):
        a, b = one.location, other.location
        assert (a.line + 5, a.column, a.end_line + 5, a.end_column) == (
            b.line,
            b.column,
            b.end_line,
            b.end_column,
        )


@pytest.mark.parametrize("before", ["🚨 ", "👨‍👩‍👧‍👦 ", "🏳️‍🌈 ", "漢字 ", "é ", "e\u0301 "])
@pytest.mark.parametrize("ending", ["md", "jsonl", "csv"])
def test_a_column_counts_code_points_whatever_stands_before(
    ending: str, before: str, tmp_path: Path
) -> None:
    (hit,) = [
        hit
        for hit in found(tmp_path, f"a.{ending}", written(ending, f"{before}see http://bit.ly/x"))
        if hit.rule == "link-shortener"
    ]
    line = written(ending, f"{before}see http://bit.ly/x").split("\n")[hit.location.line - 1]
    assert hit.location.column == line.index("http") + 1
    assert hit.written == "http://bit.ly/x"


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("change", ["crlf", "cr", "bom", "no last line end"])
def test_line_ends_and_a_mark_at_the_start_change_nothing(
    ending: str, change: str, tmp_path: Path
) -> None:
    content = written(ending, TEXT, platform="x")
    if ending == "jsonl" and change == "cr":
        pytest.skip("a stream of records has a line end of its own")
    changed = {
        "crlf": content.replace("\n", "\r\n").encode(),
        "cr": content.replace("\n", "\r").encode(),
        "bom": b"\xef\xbb\xbf" + content.encode(),
        "no last line end": content.rstrip("\n").encode(),
    }[change]
    before = found(tmp_path / "before", f"a.{ending}", content)
    after = found(tmp_path / "after", f"a.{ending}", changed)
    assert [(hit.rule, str(hit.location), hit.words) for hit in after] == [
        (hit.rule, str(hit.location), hit.words) for hit in before
    ]


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "CLICK HERE NOW",
                "http://bit.ly/x",
                "🚨",
                "👩🏽‍🚒",
                "#floodwarning",
                "utilize",
                "SMEM",
            ),
            *(
                "202-456-1111",
                "jane@agency.example",
                "open",
                "漢字",
                "e\u0301",
                "“so”",
                "TBD",
                "pool.",
            ),
        ]
    ),
    min_size=1,
    max_size=14,
)


@given(pieces=PIECES, ends=st.lists(st.sampled_from([" ", "  ", "\n", "\n\n"]), min_size=14))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_in_generated_posts_each_finding_covers_what_was_matched(
    pieces: list[str], ends: list[str], tmp_path: Path
) -> None:
    text = "".join(f"{piece}{end}" for piece, end in zip(pieces, ends, strict=False)).strip()
    name = f"{abs(hash(text))}.md"
    for hit in found(tmp_path, name, text + "\n"):
        assert hit.written == hit.words
        assert hit.match in (None, hit.words)
        assert not hit.inside or hit.written
