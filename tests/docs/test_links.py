"""Links between the pages, and from them into the repository, lead somewhere."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.cli.running import ROOT

from .markup import anchors, indented_code, links, target_of
from .pages import PAGES, name


@cache
def anchors_of(page: Path) -> set[str]:
    return anchors(page.read_text(encoding="utf-8"))


def broken(page: Path, text: str) -> list[str]:
    """The links of a text, as of that page, that lead nowhere."""
    found = []
    for line, target in links(text):
        if "://" in target or target.startswith("mailto:"):
            continue
        file, anchor = target_of(target, page)
        inside = file.resolve().is_relative_to(ROOT)
        if not inside or not file.exists():
            found.append(f"{line}: {target}: there is no such file")
        elif anchor and anchor not in anchors_of(file):
            found.append(f"{line}: {target}: there is no such heading")
    return found


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_within_the_repository_leads_to_a_file_and_a_heading(page: Path) -> None:
    assert broken(page, page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[a](docs/ci.md)", []),
        ("[a](docs/ci.md#github-the-action)", []),
        ("[a](#try-it)", []),
        ("![a](docs/terminal.svg)", []),
        ("[a](https://example.gov/no-such-page.md#none)", []),
        ("`[a](none.md)`", []),
        ("[a](none.md)", ["1: none.md: there is no such file"]),
        ("![a](docs/none.svg)", ["1: docs/none.svg: there is no such file"]),
        ("| a |\n| - |\n| [a](none.md) |", ["3: none.md: there is no such file"]),
        ("[a][b]\n\n[b]: none.md", ["1: none.md: there is no such file"]),
        ("[a](../elsewhere.md)", ["1: ../elsewhere.md: there is no such file"]),
        ("[a](docs/ci.md#none)", ["1: docs/ci.md#none: there is no such heading"]),
        ("\n[a](#none)", ["2: #none: there is no such heading"]),
    ],
)
def test_a_link_that_leads_nowhere_is_told_with_its_line(written: str, said: list[str]) -> None:
    assert broken(ROOT / "README.md", written) == said


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("Levels of government, dates and roll-out", "levels-of-government-dates-and-roll-out"),
        ("`policycheck diff OLD NEW`", "policycheck-diff-old-new"),
        ("1. Add a rule", "1-add-a-rule"),
        ("A *plain* [link](x.md)", "a-plain-link"),
        ("no_policy & more", "no_policy--more"),
        ("Übersicht", "übersicht"),
    ],
)
def test_a_heading_is_found_by_the_name_that_github_gives_it(heading: str, slug: str) -> None:
    assert anchors(f"## {heading}\n") == {slug}


def test_code_without_a_fence_is_found() -> None:
    fenced = "```console\n$ policycheck rules\n```\n"
    assert [*indented_code(f"# A page\n\n    policycheck rules\n\n{fenced}")] == [3]


def test_headings_of_one_name_are_counted_and_what_is_in_a_block_is_none() -> None:
    text = '# Files\n\n```sh\n# Not one\n```\n\n## Files\n\n<a id="own"></a>\n\n## Files\n'
    assert anchors(text) == {"files", "files-1", "files-2", "own"}
