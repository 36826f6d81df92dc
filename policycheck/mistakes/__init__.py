"""The registry of policy errors: every problem with a policy names one of its entries.

Loader, compiler and linter take the entries from the modules of this package, one for each theme.
`docs/policy-errors.md` is written from it; each entry has a folder in `tests/policy/errors`.
"""

from __future__ import annotations

from policycheck.mistakes import files, language, policies, rules
from policycheck.mistakes.mistake import Mistake, by_id

__all__ = ["MISTAKES", "THEMES", "Mistake"]

#: The entries by theme, in the order in which a policy is read.
THEMES: dict[str, dict[str, Mistake]] = {
    "Files": by_id(vars(files).values()),
    "Keys and values": by_id(vars(language).values()),
    "Policies, parameters and overrides": by_id(vars(policies).values()),
    "Rules": by_id(vars(rules).values()),
}
#: Every entry, by id.
MISTAKES: dict[str, Mistake] = by_id(one for theme in THEMES.values() for one in theme.values())
