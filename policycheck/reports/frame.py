"""Source lines in a frame: line numbers in a gutter, marks under the characters that matter."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from policycheck.model.finding import Location
from policycheck.reports.format import Style
from policycheck.reports.paint import Paint
from policycheck.text.harmless import Shown, one_line, shown

__all__ = ["Frame", "Mark"]

#: A mark over more lines than this shows the first and the last ones.
MOST_LINES = 4
#: However narrow the terminal, so many columns of a source line are shown.
LEAST_WIDTH = 20


class Mark(Struct, frozen=True):
    """A run of characters to underline with a sign, and what to say about it."""

    location: Location
    sign: str
    label: str
    paint: Callable[[str], str]

    @property
    def last_line(self) -> int:
        """The last line with a marked character: an end in column 1 is that of the line before."""
        place = self.location
        if place.end_column == 1 and place.end_line > place.line:
            return place.end_line - 1
        return place.end_line

    def lines(self) -> dict[int, str]:
        """Choose the lines to show, by number, from the excerpt; a long span loses its middle."""
        held = dict(self.location.excerpt.lines)
        numbers = [n for n in sorted(held) if self.location.line <= n <= self.last_line]
        if len(numbers) > MOST_LINES:
            half = MOST_LINES // 2
            numbers = numbers[:half] + numbers[-half:]
        return {number: held[number] for number in numbers}

    def run(self, number: int, text: str) -> tuple[int, int]:
        """Find the offsets to underline in a line; on later lines from what is not a space."""
        place = self.location
        start = place.column - 1 if number == place.line else len(text) - len(text.lstrip())
        end = place.end_column - 1 if number == place.end_line else len(text)
        return start, max(start, end)


class _Cut(Struct, frozen=True):
    """The part of a source line that is printed, and the offset of its first character."""

    shown: Shown
    first: int
    before: str = ""
    after: str = ""

    def under(self, start: int, end: int) -> tuple[int, int]:
        """Find the display columns for offsets of the whole line; beyond the cut, its edge."""
        length = len(self.shown.cells)
        low, high = (min(max(at - self.first, 0), length) for at in (start, end))
        left, right = self.shown.columns(low, high)
        return left + len(self.before), right + len(self.before)


def _cut(text: str, focus: tuple[int, int], width: int | None) -> _Cut:
    """Fit a line into so many columns by cutting around the focus."""
    whole = shown(text)
    if width is None or whole.width <= width:
        return _Cut(whole, 0)
    room = width - 2
    begin = min(max(whole.column_of(focus[0]) - room // 3, 0), whole.width - room)
    first = bisect_left(whole.cells, begin, key=lambda cell: cell[0])
    last = bisect_right(whole.cells, whole.column_of(first) + room, key=lambda cell: cell[1])
    before, after = "…" * (first > 0), "…" * (last < len(text))
    return _Cut(shown(text[first:last]), first, before, after)


class Frame(Struct, frozen=True):
    """A place and the marked lines around it. The first mark is what the frame is about.

    `arrow` is `-->` for the finding's own place and `:::` for a second one.
    """

    arrow: str
    marks: Sequence[Mark]

    @property
    def widest(self) -> int:
        """How many digits the gutter needs."""
        return max(len(str(number)) for mark in self.marks for number in mark.lines() or (1,))

    def draw(self, digits: int, style: Style) -> Iterator[str]:
        """Write the frame's lines, without line ends, with a gutter of so many digits."""
        paint = Paint(style)
        place = self.marks[0].location
        edge = " " * (digits + 1)
        yield f"{paint.gutter(edge + self.arrow)} {paint.place(one_line(str(place)), place)}"
        if not self._lines():
            labels = (mark.label for mark in self.marks if mark.label)
            yield from (f"{paint.gutter(edge + ' =')} {label}" for label in labels)
            return
        bar = paint.gutter(f"{edge} |")
        yield bar
        yield from self.marked(digits, style)
        yield bar

    def marked(self, digits: int, style: Style) -> Iterator[str]:
        """Write the source lines alone, each with its marks under it."""
        paint = Paint(style)
        edge = " " * (digits + 1)
        bar = paint.gutter(f"{edge} |")
        lines = self._lines()
        previous = None
        for number in sorted(lines):
            if previous is not None and number > previous + 1:
                yield paint.gutter(f"{edge}...")
            previous = number
            room = None if style.width is None else max(style.width - digits - 4, LEAST_WIDTH)
            numbered = paint.gutter(f" {number:>{digits}} |")
            yield from self._rows(number, lines[number], (numbered, bar), room)

    def _lines(self) -> dict[int, str]:
        return {number: text for mark in self.marks for number, text in mark.lines().items()}

    def _rows(
        self, number: int, text: str, gutters: tuple[str, str], room: int | None
    ) -> Iterator[str]:
        """Write one source line and, under it, a row for each mark on it."""
        here = [mark for mark in self.marks if number in mark.lines()]
        cut = _cut(text, here[0].run(number, text), room)
        line = f"{cut.before}{cut.shown.text}{cut.after}"
        yield f"{gutters[0]} {line}" if line else gutters[0]
        for mark in sorted(here, key=lambda mark: mark.run(number, text)):
            left, right = cut.under(*mark.run(number, text))
            label = f" {mark.label}" if mark.label and number == max(mark.lines()) else ""
            yield f"{gutters[1]} {' ' * left}{mark.paint(mark.sign * (right - left) + label)}"
