"""Pairs of agencies: one breaks a rule that joins, its twin differs in one thing and does not."""

from __future__ import annotations

from hashlib import sha256
from typing import NamedTuple

__all__ = ["PROJECT", "RECORDS", "TWINS", "Twins"]

PROJECT = """\
policy: policy.yaml
timezone: UTC
records:
  posts: [posts.yaml]
  accounts: [accounts.yaml]
  people: [people.yaml]
  assignments: [assignments.yaml]
  calendars: [calendars.yaml]
  moderation: [moderation.yaml]
  comment_policies: [comment_policies.yaml]
"""
RECORDS = {
    "accounts": "ag-x: {platform: x}\n",
    "people": """\
a.writer: {name: A. Writer}
b.boss: {name: B. Boss}
c.gone: {name: C. Gone, departed_at: 2026-10-01}
""",
}
#: What was approved, as RFC 8785 writes it.
CONTENT = '{"media":[{"alt":"Clouds","file":"a.jpg"}],"text":"Rain"}'


class Twins(NamedTuple):
    """One rule; records that break it and records that do not, by file; words of the path."""

    rule: str
    broken: dict[str, str]
    sound: dict[str, str]
    path: tuple[str, ...] = ()


def role(**fields: str) -> str:
    """The grants of an account with one approver, which the fields change."""
    grant = {"account": "ag-x", "person": "b.boss", "role": "approver", "granted_at": "2026-01-01"}
    written = ", ".join(f"{key}: {value}" for key, value in (grant | fields).items())
    return f"r1: {{{written}}}\nr2: {{account: ag-x, person: a.writer, role: author}}\n"


def holders(rotated: str) -> dict[str, str]:
    credential = f"{{rotated_at: {rotated}, holders: [{{person: b.boss}}, {{person: c.gone}}]}}"
    return {"accounts": f"ag-x: {{platform: x, credential: {credential}}}\n"}


def admins(*people: str) -> dict[str, str]:
    rows = (
        f"r{n}: {{account: ag-x, person: {who}, role: admin, granted_at: 2026-01-01}}"
        for n, who in enumerate(people)
    )
    return {"assignments": "\n".join(rows) + "\n"}


def captured(at: str) -> dict[str, str]:
    post = f"p: {{account: ag-x, text: Rain, published_at: 2026-11-20T12:00Z{at}}}\n"
    return {"posts": post}


def pair(french: str) -> dict[str, str]:
    english = "en: {account: ag-x, lang: en, text: Open on 3 May 2027., translations: [fr]}"
    return {
        "posts": f"{english}\nfr: {{account: ag-x, lang: fr, text: {french}, translations: [en]}}\n"
    }


def moderated(at: str) -> dict[str, str]:
    action = f"{{type: hide, at: {at}, by: b.boss, clause: c1}}"
    return {
        "posts": "p: {account: ag-x, text: Rain, published_at: 2026-01-01T12:00Z}\n",
        "moderation": f"m: {{post: p, at: {at}, action: {action}}}\n",
        "comment_policies": "cp: {account: ag-x, published_at: 2026-03-01, clauses: [{id: c1}]}\n",
    }


def filtered(term: str) -> dict[str, str]:
    return {
        "accounts": f"ag-x: {{platform: x, filter_terms: [{term}]}}\n",
        "posts": "p: {account: ag-x, text: The river is high., published_at: 2026-11-01T12:00Z}\n",
    }


def photos(second: str) -> dict[str, str]:
    first = "{file: a.jpg, people_identifiable: true, consent: form 12}"
    other = f"{{file: b.jpg, people_identifiable: true{second}}}"
    return {"posts": f"p: {{account: ag-x, text: Rain, media: [{first}, {other}]}}\n"}


def approved(text: str = "Rain", alt: str = "Clouds", **fields: str) -> str:
    """A post that b.boss approved on 1 May, and that was published two days later."""
    digest = sha256(CONTENT.encode()).hexdigest()
    approval = {"person": "b.boss", "role": "approver", "decision": "approved"}
    approval |= {"at": "2026-05-01T12:00Z", "content_sha256": digest} | fields
    written = ", ".join(f"{key}: {value}" for key, value in approval.items())
    post = f"account: ag-x, author: a.writer, text: {text}, media: [{{file: a.jpg, alt: {alt}}}]"
    return f"p: {{{post}, published_at: 2026-05-03T12:00Z, approvals: [{{{written}}}]}}\n"


def grants(**fields: str) -> dict[str, str]:
    return {"posts": approved(), "assignments": role(**fields)}


def windowed(kind: str) -> dict[str, str]:
    window = f"{{kind: {kind}, from: 2026-11-24, to: 2026-11-30}}"
    return {
        "posts": "p: {account: ag-x, text: Rain, publish_at: 2026-11-25T12:00Z}\n",
        "calendars": f"c: {{windows: [{window}]}}\n",
    }


APPROVAL = "applies_to: post\n    check: {kind: approval, roles: [approver], same_content: true}"
SOUND = grants()
TWINS = {
    "an approver whose role was granted after": Twins(
        APPROVAL, grants(granted_at="2026-05-02"), SOUND, ("b.boss", "approver", "2026-05-02")
    ),
    "an approver whose role had expired": Twins(
        APPROVAL, grants(expires_at="2026-04-30"), SOUND, ("b.boss", "approver", "2026-04-30")
    ),
    "an approver whose role had been revoked": Twins(
        APPROVAL, grants(revoked_at="2026-04-30"), SOUND, ("b.boss", "approver", "2026-04-30")
    ),
    "a text that changed after approval": Twins(
        APPROVAL, {**SOUND, "posts": approved(text="Much rain")}, SOUND
    ),
    "a picture that alone changed after approval": Twins(
        APPROVAL, {**SOUND, "posts": approved(alt="Sun")}, SOUND
    ),
    "an author as sole approver": Twins(
        APPROVAL,
        {
            "posts": approved(person="a.writer"),
            "assignments": role(person="a.writer"),
        },
        SOUND,
        ("a.writer",),
    ),
    "a scheduled post inside an open emergency": Twins(
        "applies_to: post\n    check: {kind: quiet-period, kinds: [emergency]}",
        windowed("emergency"),
        windowed("election"),
        ("emergency",),
    ),
    "a role that nobody holds twice": Twins(
        "applies_to: account\n    check: {kind: roles-filled, roles: [admin], at_least: 2}",
        admins("b.boss", "c.gone"),
        admins("b.boss", "a.writer"),
        ("b.boss",),
    ),
    "a departed person with a live role": Twins(
        "applies_to: assignment\n    when: {person.departed_at: {before: now}}\n"
        "    check: {kind: required-fields, fields: [revoked_at]}",
        {"assignments": role(person="c.gone")},
        {"assignments": role(person="c.gone", revoked_at="2026-10-01")},
        ("person c.gone: departed_at is 2026-10-01",),
    ),
    "one administrator only": Twins(
        "applies_to: account\n    check: {kind: count, of: assignments, min: 2, distinct: person,"
        " where: {role: admin, active: true}}",
        admins("b.boss", "c.gone"),
        admins("b.boss", "a.writer"),
        ("b.boss is admin on ag-x since 2026-01-01",),
    ),
    "a credential older than the last departure": Twins(
        "applies_to: account\n    each: credential.holders\n"
        "    when: {person.departed_at: {before: now}}\n"
        "    check: {kind: field, path: account.credential.rotated_at,"
        " is: {after: {field: person.departed_at}}}",
        holders("2026-09-30"),
        holders("2026-10-02"),
        ("is 2026-09-30", "person c.gone: departed_at is 2026-10-01"),
    ),
    "a capture missing 48 hours after publication": Twins(
        "applies_to: post\n"
        "    check: {kind: deadline, starts: published_at, done: capture.at, within: 24h}",
        captured(""),
        captured(", capture: {at: 2026-11-20T13:00Z}"),
        ("2026-11-21T12:00:00Z",),
    ),
    "a bilingual pair whose dates differ": Twins(
        "applies_to: post\n    check: {kind: counterpart, languages: [en, fr], agree: [dates]}",
        pair("Ouvert le 4 mai 2027."),
        pair("Ouvert le 3 mai 2027."),
        ("4 mai 2027", "the counterpart in fr"),
    ),
    "a moderation action under a clause that was not in force": Twins(
        "applies_to: moderation\n    check: {kind: field, path: action.at,"
        " is: {after: {field: post.account.comment_policy.published_at}}}",
        moderated("2026-02-01T12:00Z"),
        moderated("2026-04-01T12:00Z"),
        ("post p", "account ag-x", "comment policy cp: published_at is 2026-03-01"),
    ),
    "a filter term that occurs in the agency's own posts": Twins(
        "applies_to: account\n"
        "    check: {kind: overlap, expect: none, terms: filter_terms, with: posts.text}",
        filtered("river"),
        filtered("riverboat"),
    ),
    "one consented photo does not excuse the other": Twins(
        "applies_to: post\n    each: media\n    when: {people_identifiable: true}\n"
        "    check: {kind: required-fields, fields: [consent]}",
        photos(""),
        photos(", consent: form 13"),
    ),
}
