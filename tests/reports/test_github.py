from __future__ import annotations

import pytest
from msgspec.structs import replace

from policycheck.model.report import Report
from policycheck.reports import render

from .sample import REPORT, finding, place


def commands(report: Report = REPORT) -> list[tuple[str, dict[str, str], str]]:
    """Read workflow commands as a runner does: one a line, properties up to the next `::`."""
    read = []
    for line in "".join(render("github", report)).rstrip("\n").split("\n"):
        assert line.startswith("::")
        head, message = line[2:].split("::", 1)
        name, _, properties = head.partition(" ")
        pairs = dict(pair.split("=", 1) for pair in properties.split(","))
        read.append((name, {key: decoded(text) for key, text in pairs.items()}, decoded(message)))
    return read


def decoded(text: str) -> str:
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ",")):
        text = text.replace(escape, character)
    return text.replace("%25", "%")


@pytest.mark.parametrize(
    "message", ["a::error::b", "::stop-commands::x", "100%0A", "a\r\n::error::b", "a,file=b:c"]
)
def test_no_message_or_path_makes_a_command_of_its_own(message: str) -> None:
    found = finding("R", place(f"{message}.md", 2, "text", "text"), message, title=message)
    ((name, properties, text),) = commands(
        replace(REPORT, findings=(found,), unknown=(), errors=())
    )
    shown = message.replace("\r", "\\r").replace("\n", "\\n")
    assert (name, text) == ("warning", shown)
    assert properties == {
        "title": f"R {shown}",
        "file": f"{shown}.md",
        "line": "2",
        "endLine": "2",
        "col": "1",
        "endColumn": "5",
    }


def test_a_place_over_several_lines_has_no_columns() -> None:
    (spanned,) = [
        properties for _, properties, _ in commands() if properties.get("endLine") == "24"
    ]
    assert spanned["line"] == "20"
    assert not {"col", "endColumn"} & set(spanned)


def test_a_remedy_stands_on_a_line_of_its_own() -> None:
    _, _, message = commands()[0]
    assert message.split("\n")[1].startswith("help: describe what the picture shows")


def test_what_could_not_be_decided_is_one_notice_a_cause() -> None:
    undecided = [text for _, properties, text in commands() if "unknown" in properties["title"]]
    assert len(undecided) == 3
    assert undecided[0].startswith("6 accounts could not be decided: missing mfa.enabled\n")
    assert "epa-li and 1 more" in undecided[0]
