"""Places as SARIF has them: percent-encoded relative addresses, columns in UTF-16 units."""

from __future__ import annotations

from urllib.parse import quote

from policycheck.model.finding import Location
from policycheck.reports.format import Style
from policycheck.reports.in_repository import in_repository
from policycheck.reports.json_text import Json

__all__ = ["file", "physical", "point", "utf16"]


def file(path: str, style: Style) -> dict[str, Json]:
    """Name a file from the root of the repository; one outside of it by its whole address."""
    whole = in_repository(path, style)
    uri = quote(whole, errors="surrogatepass")
    return {"uri": f"file://{uri}" if whole.startswith("/") else uri}


def physical(artifact: dict[str, Json], region: dict[str, Json]) -> dict[str, Json]:
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def point(location: Location, style: Style) -> dict[str, Json]:
    """Write a location; columns are converted by the excerpt's lines where it carries them."""
    lines = dict(location.excerpt.lines)
    region: dict[str, Json] = {
        "startLine": location.line,
        "startColumn": utf16(lines.get(location.line, ""), location.column),
        "endLine": location.end_line,
        "endColumn": utf16(lines.get(location.end_line, ""), location.end_column),
    }
    return physical(file(location.path, style), region)


def utf16(line: str, column: int) -> int:
    """Convert a column: a character beyond U+FFFF is two units."""
    return column + sum(character > "\uffff" for character in line[: column - 1])
