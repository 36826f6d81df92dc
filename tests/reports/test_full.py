from __future__ import annotations

import pytest
from msgspec.structs import replace
from wcwidth import wcswidth

from policycheck.model.finding import Excerpt, Finding, Location, RecordName, Related
from policycheck.reports import Style, render

from .sample import LAUNCH, LONG, REPORT, SPAN, finding, lines, place


def block(found: Finding, style: Style | None = None) -> list[str]:
    """Lines of the only finding, from its place to its clause."""
    report = replace(REPORT, findings=(found,), unknown=(), notes=())
    text = "".join(render("full", report, style))
    return text.split("\n clause:")[0].split("\n")[1:]


def test_a_finding_has_the_shape_that_the_product_promises() -> None:
    text = "".join(render("full", REPORT, Style()))
    assert text.startswith(
        "error[A11Y-001]: image launch.jpg has no alternative text\n"
        "  --> posts/2026-12-01-launch.md:7:10\n"
        "   |\n"
        " 6 |   - file: launch.jpg\n"
        "   |           ---------- attached here\n"
        ' 7 |     alt: ""\n'
        "   |          ^^ empty\n"
        "   |\n"
        " clause: policies/agency.yaml:14  Every image carries alternative text"
        "   (36 CFR 1194, App. A E205.2)\n"
        "   help: describe what the picture shows; the platform allows 1,500 characters\n\n"
    )


@pytest.mark.parametrize(
    "text", ["text: here", "漢字 here 漢字", "👩‍🔬⚠️ here", "\t\u202e here", "e\u0301 \x1b[0m here"]
)
@pytest.mark.parametrize("width", [None, 24, 40, 200])
def test_carets_stand_under_what_they_mark(text: str, width: int | None) -> None:
    text = f"{'before ' * 9}{text} {'after ' * 9}"
    rows = block(finding("R", place(LAUNCH, 3, text, "here"), "m"), Style(width=width))
    source, marks = rows[2], rows[3]
    assert wcswidth(source[: source.index("here")]) == marks.index("^^^^")
    assert marks.count("^") == 4
    if width:
        assert wcswidth(source) <= max(width, 25)


@pytest.mark.parametrize("width", [30, 60, 80])
@pytest.mark.parametrize("marked", ["text:", "utilize", "More. More. More. "])
def test_a_long_line_is_cut_around_the_caret(width: int, marked: str) -> None:
    source, marks = block(finding("R", place(LAUNCH, 12, LONG, marked), "m"), Style(width=width))[
        2:4
    ]
    assert wcswidth(source) <= width
    assert "…" in source
    left, right = marks.index("^"), marks.rindex("^") + 1
    assert source[left:right].rstrip("…") in marked


def test_what_is_piped_is_never_cut() -> None:
    assert f" 12 | {LONG}" in block(finding("R", place(LAUNCH, 12, LONG, "utilize"), "m"))


def test_a_mark_beyond_the_cut_stays_inside_the_frame() -> None:
    near = finding(
        "R",
        place(LAUNCH, 1, LONG, "text:"),
        "m",
        related=(Related(place(LAUNCH, 1, LONG, "utilize"), "far away"),),
    )
    assert block(near, Style(width=40))[-2].endswith("- far away")
    assert block(near, Style(width=40))[-2].index("-") < 40


def test_a_long_span_shows_its_ends_and_labels_the_last_line() -> None:
    rows = block(finding("R", lines(LAUNCH, SPAN, 7, 12), "m", label="too much"))
    assert rows[2:-1] == [
        " 20 |   The first line of five",
        "    |       ^^^^^^^^^^^^^^^^^^",
        " 21 |   and the second,",
        "    |   ^^^^^^^^^^^^^^^",
        "   ...",
        " 23 |   and the fourth,",
        "    |   ^^^^^^^^^^^^^^^",
        " 24 |   and the fifth.",
        "    |   ^^^^^^^^^ too much",
    ]


def test_an_end_before_the_first_column_leaves_that_line_out() -> None:
    place_ = lines(LAUNCH, {3: "one", 4: "two"}, 2, 1)
    assert block(finding("R", place_, "m", label="here"))[2:-1] == [" 3 | one", "   |  ^^ here"]


def test_an_empty_span_is_one_caret_and_an_empty_line_ends_at_the_gutter() -> None:
    at_end = Location(LAUNCH, 4, 4, 4, 4, excerpt=Excerpt(((4, "abc"),)))
    assert block(finding("R", at_end, "m"))[2:4] == [" 4 | abc", "   |    ^"]
    nothing = Location(LAUNCH, 4, 1, 4, 1, excerpt=Excerpt(((4, ""),)))
    assert block(finding("R", nothing, "m"))[2:4] == [" 4 |", "   | ^"]


def test_a_place_without_its_line_still_says_its_label() -> None:
    bare = Location("x.yaml", 4, 1, 4, 3)
    assert block(finding("R", bare, "m", label="here"))[:2] == ["  --> x.yaml:4:1", "   = here"]


def test_a_place_in_another_file_has_a_frame_of_its_own_and_the_gutters_agree() -> None:
    other = Related(place("other.yaml", 1000, "- word", "word"), "listed here")
    rows = block(finding("R", place(LAUNCH, 3, "a word", "word"), "m", related=(other,)))
    assert rows == [
        f"     --> {LAUNCH}:3:3",
        "      |",
        "    3 | a word",
        "      |   ^^^^",
        "      |",
        "     ::: other.yaml:1000:3",
        "      |",
        " 1000 | - word",
        "      |   ---- listed here",
        "      |",
    ]


def test_lines_that_are_apart_are_shown_as_apart() -> None:
    far = Related(place(LAUNCH, 90, "last word", "last"), "")
    rows = block(finding("R", place(LAUNCH, 3, "a word", "word"), "m", related=(far,)))
    assert rows[4] == "   ..."


def test_a_waived_finding_says_so_and_by_whom() -> None:
    text = "".join(render("full", REPORT, Style()))
    assert "\nwaived[CLAIM-003]: the claim “free” has no source\n    --> posts/50% off" in text
    assert "\n waiver: W-2026-004\n\n" in text
    assert "1 waived" in text


def test_the_command_that_adds_a_waiver_is_shown_where_that_is_possible() -> None:
    with_space = replace(REPORT.findings[0], rule="R", record=RecordName("post", "my post.md"))
    tried = replace(with_space, observed=True)
    for found, waivable, shown in (
        (with_space, frozenset({"R"}), True),
        (with_space, frozenset({"Q"}), False),
        (tried, frozenset({"R"}), False),
    ):
        report = replace(REPORT, findings=(found,), waivable=waivable)
        text = "".join(render("full", report, Style()))
        assert ("\n  waive: policycheck waivers add R --record 'my post.md' --until …" in text) is (
            shown
        )


def test_links_need_a_style_that_wants_them_and_cannot_be_broken_out_of() -> None:
    found = replace(
        REPORT.findings[0],
        authority=(
            replace(REPORT.findings[0].authority[0], url="https://x.example/\x1b\\\x07a b"),
        ),
    )
    report = replace(REPORT, findings=(found,))
    linked = "".join(render("full", report, Style(links=True, base="file:///project/")))
    assert "\x1b]8;;https://x.example/%1B%5C%07a%20b\x1b\\A11Y-001\x1b]8;;\x1b\\" in linked
    assert f"\x1b]8;;file:///project/{LAUNCH}\x1b\\{LAUNCH}:7:10\x1b]8;;\x1b\\" in linked
    assert "\x1b" not in "".join(render("full", report, Style()))
