"""A new rule works at once, whatever its kind, and nothing else of its policy changes."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

from policycheck.errors import InputError, UsageError
from policycheck.kinds import KINDS
from policycheck.tasks.new_rule import add_rule, policy_file
from policycheck.tasks.proving import ProvingRequest, prove
from policycheck.tasks.rule_append import with_rule
from policycheck.tasks.scaffold import rule_lines, scaffold

HEAD = "policycheck: 1\nid: agency\ntitle: An agency\n"
ONE = """\
rules:
  - id: A-1
    title: Links say where they lead
    applies_to: post
    severity: warning
    check: {kind: forbidden-text, phrases: [click here]}
"""


def written(folder: Path, text: str, kind: str = "count", id_: str = "B-1") -> str:
    """The policy after a rule of that kind was added."""
    file = folder / "policy.yaml"
    file.write_text(text, encoding="utf-8", newline="")
    add_rule(file, scaffold(id_, kind), folder, None)
    return file.read_bytes().decode()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("as_of", ["", "examples_as_of: 2031-11-01\n"], ids=["", "other-instant"])
def test_a_new_rule_of_any_kind_compiles_and_its_examples_hold(
    kind: str, as_of: str, tmp_path: Path
) -> None:
    text = HEAD + as_of + ONE
    assert written(tmp_path, text, kind).startswith(text)
    report = prove(ProvingRequest(["policy.yaml"], tmp_path, select=["B-1"]))
    assert (report.errors, report.findings) == ((), ())
    assert report.summary.passed >= 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_rule_of_any_kind_can_stand_in_brackets(kind: str, tmp_path: Path) -> None:
    brackets = (
        "{id: A-1, title: T, applies_to: post, severity: info, check: {kind: cel, expr: 'true'}}"
    )
    written(tmp_path, f"{HEAD}rules: [{brackets}]\n", kind)
    report = prove(ProvingRequest(["policy.yaml"], tmp_path, select=["B-1"]))
    assert (report.errors, report.findings) == ((), ())


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_rule_shows_what_fails_and_what_passes(kind: str) -> None:
    text = "\n".join(rule_lines(scaffold("B-1", kind)))
    assert "- fail:" in text
    assert "- pass:" in text
    assert "title: " in text


LISTS = ["rules: []", "rules:   [ ]", "rules: []  # none yet", "rules:\n  []", ""]
BELOW = ["", "\n# the end\n", "override: {}\n", "\n# what changes\noverride: {}\n"]


@pytest.mark.parametrize(("listed", "below", "end"), [*product(LISTS, BELOW, ["\n", "\r\n", "\r"])])
def test_the_first_rule_of_a_policy_finds_its_place(listed: str, below: str, end: str) -> None:
    text = f"{HEAD}extends: [core]\n{listed}\n{below}".replace("\n", end)
    after = with_rule("policy.yaml", text, scaffold("B-1", "count"))
    assert after is not None
    assert without_rule(after, "\n".join(rule_lines(scaffold("B-1", "count"))), end) in (
        re.sub(r" *\[ ?\]", "", text),
        f"{text}rules:{end}",
    )


@pytest.mark.parametrize("indent", ["", "  ", "      "])
@pytest.mark.parametrize("below", [*BELOW, "  # about A-1\n", "    # about A-1\n\n\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "last",
    [
        "remedy: Say where it leads.  # at the end",
        "remedy: |+\n    Say where it leads.\n\n    # no comment\n\n",
        "remedy: >-\n    Say where\n    it leads.",
        "examples:\n  - pass: {text: Rain}",
        "authority:\n  - cite: 'A\n      handbook'",
        "serves: [Q1,\n    Q2]",
        "message:\n    en: no",
    ],
)
def test_a_rule_is_put_behind_the_last_one_and_nothing_else_changes(
    indent: str, below: str, end: str, last: str
) -> None:
    head = f"{HEAD}# rules\nrules:\n"
    rule = (
        "- id: A-1\n  title: T\n  applies_to: post\n  severity: info\n"
        "  check: {kind: forbidden-text, phrases: [click here]}\n  "
    ) + last.replace("\n", "\n  ")
    rule = "\n".join(f"{indent}{line}" if line.strip() else line for line in rule.split("\n"))
    text = f"{head}{rule}\n{below}".replace("\n", end)
    after = with_rule("policy.yaml", text, scaffold("B-1", "count"))
    assert after is not None
    lines = "\n".join(indent + one for one in rule_lines(scaffold("B-1", "count")))
    # A blank line at the end of a text that keeps its own would become part of it.
    lines = lines if "|+" in last else "\n" + lines
    assert without_rule(after, lines, end) == text


def without_rule(after: str, lines: str, end: str) -> str:
    """The policy without the rule that was put in; it must be there, once."""
    for indent in ("", "  "):
        block = "".join(indent * bool(one) + one + end for one in lines.split("\n"))
        if after.count(block) == 1:
            return after.replace(block, "")
    pytest.fail(f"the rule is not there once:\n{after}")


def test_rules_that_stand_close_stay_close(tmp_path: Path) -> None:
    second = ONE.removeprefix("rules:\n").replace("A-1", "A-2").replace("click", "press")
    assert "\n\n" not in written(tmp_path, HEAD + ONE + second)


def test_a_file_without_a_line_end_and_with_a_byte_order_mark_keeps_them(tmp_path: Path) -> None:
    text = "\ufeff" + (HEAD + ONE).removesuffix("\n")
    after = written(tmp_path, text)
    assert after.startswith(f"{text}\n\n  - id: B-1\n")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (HEAD + ONE, "policy.yaml:5:9"),
        (f"{HEAD}extends: [core]\n", "rules/core/accessibility.yaml:"),
    ],
)
def test_an_id_that_is_taken_is_shown_where_it_stands(
    text: str, place: str, tmp_path: Path
) -> None:
    id_ = "A-1" if "A-1" in text else "alt-missing"
    with pytest.raises(InputError, match="is taken by this rule") as refused:
        written(tmp_path, text, id_=id_)
    assert str(refused.value.problems[0]).startswith(place)
    assert (tmp_path / "policy.yaml").read_text(encoding="utf-8") == text
    assert [file.name for file in tmp_path.iterdir()] == ["policy.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        "{policycheck: 1, id: a, title: A, rules: []}\n",
        f"{HEAD}rules: {{}}\n",
        f"{HEAD}rule: []\n",
        "",
        "[1]\n",
    ],
)
def test_a_policy_that_cannot_be_added_to_is_left_alone(text: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        written(tmp_path, text)
    assert (tmp_path / "policy.yaml").read_text(encoding="utf-8") == text
    assert [file.name for file in tmp_path.iterdir()] == ["policy.yaml"]


def test_what_reads_otherwise_with_the_rule_is_not_written() -> None:
    text = f"{HEAD}{ONE}---\nrules: []\n"
    assert with_rule("policy.yaml", text, scaffold("B-1", "count")) is None


def test_an_unknown_kind_is_told_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean forbidden-text"):
        scaffold("B-1", "forbiden-text")


@pytest.mark.parametrize("given", ["core", "pack", ""])
def test_where_no_file_of_ones_own_is_named_it_says_what_to_do(given: str, tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    with pytest.raises(UsageError, match="--policy"):
        policy_file(given, None, tmp_path)
