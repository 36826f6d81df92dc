"""`unspecified`: the platform says "characters" and no more (Facebook, Instagram, LinkedIn, ...).

The length lies between the grapheme clusters that a reader sees and the UTF-16 units that a
program is likely to measure, which are never fewer than the code points: below the limit by all
of them a text fits, above it by all of them it does not, and between nobody can say.
"""

from __future__ import annotations

from policycheck.counting import graphemes, utf16
from policycheck.counting.method import band

__all__ = ["METHOD"]

METHOD = band("unspecified", "characters", graphemes.METHOD, utf16.METHOD)
