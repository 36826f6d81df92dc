"""How each format spells a value that changes: one file each, and the registry of them.

A spelling gives ways to write the fixes of one value, the most likely first. Each is tried, and
made only where the file then reads as it should; so none has to be certain. A new reader needs a
line in `SPELLINGS`.
"""

from __future__ import annotations

from typing import Final

from policycheck.fix.job import Spelling
from policycheck.fix.spelling.csv import in_csv
from policycheck.fix.spelling.front_matter import in_either
from policycheck.fix.spelling.json import in_json
from policycheck.fix.spelling.prose import in_prose
from policycheck.fix.spelling.yaml import in_yaml

__all__ = ["SPELLINGS"]

#: Name of a reader → the spelling of its values.
SPELLINGS: Final[dict[str, Spelling]] = {
    "csv": in_csv,
    "json": in_json,
    "jsonl": in_json,
    "markdown": in_either,
    "toot": in_prose,
    "tweet": in_either,
    "yaml": in_yaml,
}
