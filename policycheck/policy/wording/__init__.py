"""A rule in plain sentences: for whom it is, and what it asks.

The sentences are made of what the rule says, never of its title, so that they cannot drift from
what is checked. They are plain text: whoever writes them out escapes them.
"""

from __future__ import annotations

from policycheck.policy.wording.checks import asked_by
from policycheck.policy.wording.conditions import conditions_in
from policycheck.policy.wording.saying import Asked, Saying

__all__ = ["Asked", "Saying", "asked_by", "conditions_in"]
