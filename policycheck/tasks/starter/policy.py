"""The project file and the policy of a new project: one rule of its own, on top of the packs."""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.readers.endings import ENDINGS
from policycheck.tasks.starter.answers import Answers
from policycheck.waive.quoting import quoted, scalar

__all__ = ["POSTS", "policy", "project"]

#: The folder of the posts.
POSTS = "posts"

_PROJECT = """\
# What belongs to this project. Paths are relative to this file, and days are those of the time
# zone. `policycheck check` in this folder or below it checks all that is named here.
policy: policy.yaml
timezone: {timezone}
# From which severity on a finding fails a check: error, warning, review or info. Add unknown, as in
# [{fail_on}, unknown], once what cannot be decided is to fail it too.
fail_on: [{fail_on}]
records:
  posts:
{posts}
  accounts: [accounts.yaml]
  people: [people.yaml]
  assignments: [roles.yaml]
{goals}waivers: waivers.yaml
"""

_POLICY = """\
# The social media policy as rules. `policycheck lint` and `policycheck test` look at this file,
# `policycheck rules` lists all rules that are in force, those of the packs included.
policycheck: 1
id: {id}
title: {title}
owner: {owner}
extends: [{packs}]
# Who may approve an exception, and for how many days; see waivers.yaml.
waiver_rules: {{max_days: {{error: 90, warning: 365}}, approver_roles: [owner]}}
{lists}
rules:
  # A rule of your own, to begin with. `policycheck new rule` adds more.
  - id: OWN-001
    title: A post says when, not "as usual"
    applies_to: post
    check: {{kind: forbidden-text, phrases: [as usual, usual hours]}}
    severity: error
    message: "“{{match}}” tells nothing to those who come for the first time"
    remedy: Give the days and hours, such as Monday to Friday, from 9 to 12.
    authority:
      - {{cite: {handbook}, section: "1"}}
    examples:
      - fail: {{text: The library is open as usual.}}
        found: as usual
      - fail: {{text: Come by at the USUAL HOURS.}}
        found: USUAL HOURS
      - pass: {{text: "The library is open on Friday, from 9 to 12."}}
      - pass: {{text: It is usually quiet in the morning.}}
"""

_LISTS = """\
# What only you know. Until a list is filled the rules that need it are undecided, and say so.
# params:
"""
_WIDTH = 100


def project(answers: Answers) -> str:
    """The text of policycheck.yaml."""
    posts = "\n".join(f"    - {POSTS}/**/*{ending}" for ending in ENDINGS)
    goals = "  goals: [goals.yaml]\n" if answers.federal else ""
    return _PROJECT.format(
        timezone=answers.timezone, fail_on=answers.fail_on, posts=posts, goals=goals
    )


def policy(answers: Answers) -> str:
    """The text of policy.yaml."""
    return _POLICY.format(
        id=scalar(answers.id),
        title=quoted(f"Social media policy: {answers.name}"),
        owner=quoted(answers.name),
        packs=", ".join(answers.packs),
        lists=_LISTS + "".join(_listed(answers)) if answers.lists else "",
        handbook=quoted(f"{answers.name}, social media handbook"),
    )


def _listed(answers: Answers) -> Iterator[str]:
    """The parameters to fill, as comments: what each is for, and how it is written."""
    for name, about in answers.lists.items():
        yield f"#   # {about}\n"
        yield f"#   {name}: []\n"
