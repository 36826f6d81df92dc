"""An invented agency whose posts, but for those made to break a rule, keep the federal pack."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from bench.sentences import texts

__all__ = ["posts", "rules_broken", "write_agency", "write_posts"]

ACCOUNTS = 20
#: The fields of a post that a table has columns for.
_COLUMNS = (
    "id",
    "account",
    "platform",
    "status",
    "category",
    "lang",
    "text",
    "author",
    "published_at",
)
_START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

_POLICY = """\
policycheck: 1
id: bench-agency
title: Policy of an invented agency
extends: [us-federal]
params:
  own_domains: [example.gov]
  candidates: [Pat Candidate]
  fundraising_hosts: [donate.example.com]
  campaign_slogans: [Pat for the County]
  officials_interests: [Candidate Tower]
  advocacy_hosts: [press-them.example.com]
  protected_names: [Office of Rain]
  brands: [Exampla]
  commercial_hosts: [shop.example.com]
  lanes: [weather.gov]
  agency_names: [Office of Rain]
rules: []
"""
_PROJECT = """\
policy: policy.yaml
timezone: UTC
records:
  posts: [posts.*]
  accounts: [accounts.jsonl]
  people: [people.jsonl]
  assignments: [roles.jsonl]
  calendars: [calendar.jsonl]
  strategies: [strategies.jsonl]
  moderation: [moderation.jsonl]
"""


def write_agency(folder: Path) -> None:
    """Write the policy and everything but the posts."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "policy.yaml").write_text(_POLICY, encoding="utf-8")
    (folder / "policycheck.yaml").write_text(_PROJECT, encoding="utf-8")
    numbers = range(ACCOUNTS)
    _write(folder / "accounts.jsonl", map(_account, numbers))
    _write(folder / "people.jsonl", (one for at in numbers for one in _people(at)))
    _write(folder / "roles.jsonl", (one for at in numbers for one in _roles(at)))
    _write(folder / "strategies.jsonl", map(_strategy, numbers))
    _write(folder / "calendar.jsonl", [_CALENDAR])
    _write(folder / "moderation.jsonl", map(_moderation, numbers))


def write_posts(file: Path, count: int, *, broken: float, seed: int = 1) -> None:
    """Write posts as JSON Lines or, by the ending, as CSV."""
    made = posts(count, broken=broken, seed=seed)
    if file.suffix == ".csv":
        _write_table(file, made)
    else:
        _write(file, made)


def rules_broken(count: int, *, broken: float, seed: int = 1) -> list[str]:
    """The rule that each of the same posts was made to break, '' for most."""
    return [rule for _, rule in texts(count, broken, Random(seed))]


def posts(count: int, *, broken: float, seed: int = 1) -> Iterator[dict[str, object]]:
    """Give posts; `broken` is the share of those that break a rule."""
    random = Random(seed)
    for at, (text, _) in enumerate(texts(count, broken, random)):
        out = _START + timedelta(minutes=at % 400_000)
        yield {
            "id": f"post-{at}",
            "account": f"office-{at % ACCOUNTS}",
            "platform": "facebook",
            "status": "published",
            "category": "news",
            "lang": "en",
            "text": text,
            "author": f"author-{at % ACCOUNTS}",
            "goals": ["inform"],
            "published_at": _iso(out),
            "approvals": [_approval(at, out)],
            "capture": _capture(out),
        }


def _approval(at: int, out: datetime) -> dict[str, object]:
    return {
        "person": f"approver-{at % ACCOUNTS}",
        "role": "approver",
        "decision": "approved",
        "at": _iso(out - timedelta(hours=3)),
    }


def _capture(out: datetime) -> dict[str, object]:
    parts = ["text", "author", "time", "media", "replies", "url"]
    return {"at": _iso(out + timedelta(hours=1)), "includes": parts}


def _account(at: int) -> dict[str, object]:
    return {
        "id": f"office-{at}",
        "platform": "facebook",
        "handle": f"office{at}",
        "url": f"https://www.facebook.com/office{at}",
        "class": "agency",
        "organization": "Office of Rain",
        "lifecycle": "active",
        "language": "en",
    }


def _people(at: int) -> Iterator[dict[str, object]]:
    for role in ("author", "approver", "publisher"):
        yield {
            "id": f"{role}-{at}",
            "name": f"{role.title()} {at}",
            "organization": "Office of Rain",
            "employment_type": "employee",
        }


def _roles(at: int) -> Iterator[dict[str, object]]:
    for role in ("author", "approver", "publisher"):
        yield {
            "id": f"{role}-on-{at}",
            "account": f"office-{at}",
            "person": f"{role}-{at}",
            "role": role,
            "granted_at": "2025-01-01",
        }


def _strategy(at: int) -> dict[str, object]:
    return {"id": f"strategy-{at}", "account": f"office-{at}", "goals": ["inform"]}


def _moderation(at: int) -> dict[str, object]:
    return {
        "id": f"hidden-{at}",
        "account": f"office-{at}",
        "action": {"type": "none"},
        "at": "2026-02-01T10:00Z",
    }


_CALENDAR: dict[str, object] = {
    "id": "elections",
    "jurisdiction": "us",
    "windows": [
        {
            "id": "quiet",
            "type": "election",
            "starts_at": "2027-10-01T00:00Z",
            "ends_at": "2027-11-10T00:00Z",
        }
    ],
}


def _iso(when: datetime) -> str:
    return when.isoformat().replace("+00:00", "Z")


def _write_table(file: Path, records: Iterable[dict[str, object]]) -> None:
    """What a cell can hold of each record: a table has no place for approvals and captures."""
    with file.open("w", encoding="utf-8", newline="") as out:
        table = csv.DictWriter(out, _COLUMNS, extrasaction="ignore", lineterminator="\n")
        table.writeheader()
        table.writerows(records)


def _write(file: Path, records: Iterable[dict[str, object]]) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(one) + "\n" for one in records)
