"""Every block of code in the README and in docs/ is run, read or checked, page by page.

A page is one session at a terminal, in a scratch copy of the examples (see `pages.py` for what a
comment above a block can say, and `session.py` for what a command may be). Below a command stands
what it writes: nothing, all of it, or its beginning and end around a line `…`. What is shown is
rewritten with POLICYCHECK_UPDATE_GOLDEN=1, and read before it is committed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from policycheck.tasks.projects import project_at
from tests.cli.running import steady

from .clock import stop_the_clock
from .installing import NOT_RUN
from .markup import indented_code
from .pages import PAGES, Block, blocks, name
from .session import Session, Step, agree, steps, updated

#: Written from code, and compared with what is written by tests of their own.
GENERATED = ("docs/policy-errors.md", "docs/reference/", "docs/handbook/")

#: Whoever reads a page does so on another day than whoever wrote it.
DAYS = (datetime(2026, 11, 23, 12, tzinfo=UTC), datetime(2031, 3, 30, 1, tzinfo=UTC))

#: Those two are for people who read the code, and say nothing of commands.
CODED = [
    page
    for page in PAGES
    if name(page) not in ("ARCHITECTURE.md", "CONTRIBUTING.md") and any(blocks(page))
]
UPDATES = os.environ.get("POLICYCHECK_UPDATE_GOLDEN") == "1"


@pytest.mark.parametrize("day", DAYS[:1] if UPDATES else DAYS, ids=lambda day: f"{day:%Y}")
@pytest.mark.parametrize("page", CODED, ids=name)
def test_the_blocks_of_a_page_do_what_the_page_says(
    page: Path, day: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICYCHECK_CACHE_DIR", str(tmp_path / "cache"))
    stop_the_clock(monkeypatch, day)
    session = Session(tmp_path / "policycheck")
    done = [(block, proved(block, session)) for block in blocks(page)]
    if UPDATES:
        rewrite(page, done)


def proved(block: Block, session: Session) -> str:
    """Do what the language of a block asks for, and give the block as it should be."""
    if block.language == "text":
        told = name(block.page).startswith(GENERATED) or "shown" in block.about
        assert told, (
            f"{block.place}: use console, which is run, or say above why it is only `shown`"
        )
        return block.body
    proof = PROOFS.get(block.language)
    assert proof, f"{block.place}: a block is one of {', '.join(PROOFS)}, not {block.language!r}"
    if folder := block.about.get("in"):
        session.enter(folder)
    if file := block.about.get("file"):
        session.save(file, block.body)
    return proof(block, session)


def _console(block: Block, session: Session) -> str:
    found = steps(block.body)
    words = block.about.get("status", "0").split()
    statuses = words * len(found) if len(words) == 1 else words
    assert len(statuses) == len(found), f"{block.place}: {len(found)} commands, not {len(words)}"
    lines: list[str] = []
    for step, status in zip(found, statuses, strict=True):
        lines += [f"$ {step.line}", *_said(block, step, int(status), session)]
    return "".join(f"{line}\n" for line in lines)


def _said(block: Block, step: Step, status: int, session: Session) -> list[str]:
    if step.line.partition("  # ")[0].rstrip() in NOT_RUN:
        assert not step.shown, f"{block.place}: what is not run says nothing"
        return []
    said = session.run(step.line)
    told = "\n".join(said)[:3000]
    assert session.status == status, f"{block.place}: $ {step.line}\n{told}"
    if not step.shown or UPDATES:
        return updated(step.shown, said) if step.shown else []
    assert agree([steady(line) for line in step.shown], said), (
        f"{block.place}: $ {step.line}\n{told}"
    )
    return step.shown


def _yaml(block: Block, session: Session) -> str:
    said = yaml.load(block.body, yaml.CSafeLoader)
    if "fragment" in block.about:
        return block.body
    assert isinstance(said, dict), f"{block.place}: a fragment? Then say so above it"
    file = block.about.get("file", "block.yaml")
    session.save(file, block.body)
    if "expect" in said:
        told = session.run(f"policycheck test {said.get('policy', '.')}")
    elif "policycheck" in said:
        told = session.run(f"policycheck lint {file} --format concise")
        flaws = [line for line in told if line.startswith(f"{file}:") and ": info[" not in line]
        assert not flaws, f"{block.place}: {flaws}"
        session.status = 0
    elif file == "policycheck.yaml":
        assert project_at(session.folder)
        return block.body
    else:
        assert "file" in block.about, f"{block.place}: what is this? Say `file` or `fragment`"
        return block.body
    assert session.status == 0, f"{block.place}\n" + "\n".join(told)[:3000]
    return block.body


def _json(block: Block, _session: Session) -> str:
    json.loads(block.body)
    return block.body


def _markdown(block: Block, _session: Session) -> str:
    assert {"file", "fragment"} & block.about.keys(), f"{block.place}: say `file` or `fragment`"
    return block.body


def _python(block: Block, session: Session) -> str:
    file = block.about.get("file", "block.py")
    session.save(file, block.body)
    if "fragment" in block.about:
        compile(block.body, block.place, "exec")
    elif "file" not in block.about:
        session.run(f"python {file}")
    return block.body


PROOFS = {
    "console": _console,
    "yaml": _yaml,
    "json": _json,
    "markdown": _markdown,
    "python": _python,
}


def rewrite(page: Path, done: list[tuple[Block, str]]) -> None:
    """Put blocks as they should be in the place of those of a page."""
    lines = page.read_text(encoding="utf-8").split("\n")
    for block, body in reversed(done):
        if body == block.body or steady(body) == steady(block.body):
            continue
        shown = body.replace(" in … s", " in 0.21 s").removesuffix("\n").split("\n")
        indent = " " * block.indent
        lines[block.line - 1 : block.end] = [f"{indent}{line}".rstrip() for line in shown]
    page.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_code_stands_in_fences_so_that_none_goes_untried(page: Path) -> None:
    assert [*indented_code(page.read_text(encoding="utf-8"))] == []


def _commands() -> Iterator[str]:
    for page in CODED:
        for block in blocks(page):
            if block.language == "console":
                yield from (step.line for step in steps(block.body))


@pytest.mark.parametrize("line", NOT_RUN)
def test_a_line_that_is_not_run_still_stands_somewhere(line: str) -> None:
    assert NOT_RUN[line]
    assert any(one.partition("  # ")[0].rstrip() == line for one in _commands())


def test_a_page_that_shows_what_is_not_said_is_told(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```console\n$ policycheck --version\npolicycheck 0.0.0\n```\n")
    (block,) = blocks(page)
    session = Session(tmp_path / "scratch")
    said = session.run(steps(block.body)[0].line)
    assert not agree(steps(block.body)[0].shown, said)


@pytest.mark.parametrize(
    ("shown", "agrees"),
    [
        (["a", "b", "c"], True),
        (["a", "b"], False),
        (["a", "…", "c"], True),
        (["…", "c"], True),
        (["a", "…"], True),
        (["b", "…"], False),
        (["a", "b", "…", "c"], False),
        (["a", "…", "b"], False),
    ],
)
def test_a_cut_stands_for_one_line_or_more(shown: list[str], agrees: bool) -> None:
    assert agree(shown, ["a", "b", "c"]) is agrees
    assert agree(updated(shown, ["a", "b", "c"]), ["a", "b", "c"])
