"""The first records of a new project: made up, complete enough to pass, and easy to tell as such.

The account is `requested`: what is asked of an account that is open is not claimed of one that
nobody has. Days are those of `today`, and only where a pack asks for one.
"""

from __future__ import annotations

from datetime import date, timedelta

from policycheck.tasks.starter.answers import Answers
from policycheck.waive.quoting import quoted, scalar

__all__ = [
    "ENGLISH_POST",
    "FRENCH_POST",
    "accounts",
    "french_post",
    "goals",
    "people",
    "post",
    "roles",
    "waivers",
]

#: The first posts, where they stand.
ENGLISH_POST = "posts/welcome.md"
FRENCH_POST = "posts/bienvenue.md"

_ACCOUNTS = """\
# The accounts. This one is made up, and not open yet: put your own in its place. Once one is
# active, `policycheck audit` shows what is still to be done for it.
example-account:
  platform: mastodon
  handle: "@office@social.example"
  url: https://social.example/@office
  class: agency
  agencies: [{{id: {id}, name: {name}}}]
  organization: Office of Public Affairs
  description: News from our offices, and answers to questions that many have.
  language: en
  lifecycle: requested
  business_case: People look for opening hours and closures where they read other news.
  contacts: [{{person: sam.example}}, {{person: kit.example}}]
"""
_RISK = "  risk_assessment: {{at: {today}}}\n"

_PEOPLE = """\
# The people who write, approve and publish. These are made up: put your own in their place. Note
# the last day of who leaves as departed_at, and keep the entry.
"""
_PERSON = "{id}:\n  name: {name}\n  employment_type: employee\n"
#: What a federal agency has to have on record of everybody who holds a role.
_SIGNED = """\
  training:
    - {{course: security, completed_at: {today}}}
    - {{course: privacy, completed_at: {today}}}
    - {{course: records, completed_at: {today}}}
  agreements: [{{name: acceptable_use, version: "1", signed_at: {today}}}]
"""

_ROLES = """\
# Who may do what on which account, since when and until when.
- {{id: sam-owner, account: example-account, person: sam.example, role: owner, {given}}}
- {{id: sam-approver, account: example-account, person: sam.example, role: approver, {given}}}
- {{id: kit-author, account: example-account, person: kit.example, role: author, {given}}}
"""
#: A role lasts less than a year: then it is given again, or it ends.
_LASTS = timedelta(days=364)

_GOALS = """\
# What the agency wants to reach; a post names the goals that it serves.
visits: {text: More people know what the library offers and when it is open., source: Annual plan}
"""

_POST = """\
---
account: example-account
lang: en
status: draft
author: kit.example
{more}---
Our library is open Monday to Friday, from 9 to 12. Bring a friend, and ask us for a library card.
"""
_FRENCH_POST = """\
---
account: example-account
lang: fr
status: draft
author: kit.example
{more}---
Notre bibliothèque est ouverte du lundi au vendredi, de 9 à 12 heures. Venez à deux et demandez une
carte de lecteur.
"""

_WAIVERS = """\
# What is accepted although it breaks a rule: by whom, why, and until when. To add one:
#   policycheck waivers add RULE --record ID --until DATE --reason TEXT --approved-by PERSON
waivers: []
"""


def accounts(answers: Answers) -> str:
    """The text of accounts.yaml."""
    text = _ACCOUNTS + (_RISK if answers.federal else "")
    return text.format(id=scalar(answers.id), name=quoted(answers.name), today=answers.today)


def people(answers: Answers) -> str:
    """The text of people.yaml."""
    person = _PERSON + (_SIGNED if answers.federal else "")
    both = (("sam.example", "Sam Example"), ("kit.example", "Kit Example"))
    return _PEOPLE + "".join(
        person.format(id=id_, name=name, today=answers.today) for id_, name in both
    )


def roles(answers: Answers) -> str:
    """The text of roles.yaml."""
    until = _last_day(answers.today)
    given = f"granted_at: {answers.today}, granted_by: sam.example, expires_at: {until}"
    return _ROLES.format(given=given)


def _last_day(today: date) -> date:
    try:
        return today + _LASTS
    except OverflowError:  # nobody begins a project in the year 9999, except in a test
        return date.max


def goals() -> str:
    """The text of goals.yaml."""
    return _GOALS


def post(answers: Answers) -> str:
    """The first post."""
    other = f"translations: [{FRENCH_POST}]\n" if answers.bilingual else ""
    return _POST.format(more=_serves(answers) + other)


def french_post(answers: Answers) -> str:
    """The same in French."""
    return _FRENCH_POST.format(more=f"{_serves(answers)}translations: [{ENGLISH_POST}]\n")


def _serves(answers: Answers) -> str:
    return "goals: [visits]\n" if answers.federal else ""


def waivers() -> str:
    """The text of waivers.yaml, with nothing in it."""
    return _WAIVERS
