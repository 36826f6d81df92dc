"""What a change makes fail, on whatever record, --since finds; and it finds nothing of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from .repository import Repository

POLICY = """\
policycheck: 1
id: agency
title: An agency
rules:
  - id: TXT-001
    title: No slogans on official accounts
    applies_to: post
    when: {account.class: {not: [personal]}}
    severity: error
    check: {kind: forbidden-text, phrases: [act now]}
  - id: ROLE-001
    title: An account has an owner
    applies_to: account
    severity: error
    check: {kind: roles-filled, roles: [owner]}
  - id: ROLE-002
    title: The account of a post has an owner
    applies_to: post
    severity: error
    check: {kind: roles-filled, roles: [owner]}
  - id: APP-001
    title: Posts are approved
    applies_to: post
    severity: error
    check: {kind: approval, roles: [approver]}
  - id: MOD-001
    title: Nothing is moderated on personal accounts
    applies_to: moderation
    severity: error
    check: {kind: field, path: post.account.class, is: {not: personal}}
"""
PROJECT = """\
policy: agency.yaml
records:
  posts: [posts/*.md]
  accounts: [accounts*.yaml]
  people: [people*.yaml]
  assignments: [roles*.yaml]
  moderation: [moderation.yaml]
"""
ACCOUNTS = "- {id: x, class: agency}\n- {id: y, class: agency}\n- {id: z, class: personal}\n"
PEOPLE = "- {id: p1, name: P}\n- {id: p2, name: Q}\n- {id: p3, name: R}\n"
ROLES = """\
- {id: r1, account: x, person: p1, role: owner, granted_at: 2025-01-01}
- {id: r2, account: y, person: p1, role: owner, granted_at: 2025-01-01}
- {id: r3, account: x, person: p2, role: approver, granted_at: 2025-01-01}
- {id: r4, account: y, person: p3, role: approver, granted_at: 2025-01-01}
- {id: r5, account: z, person: p2, role: owner, granted_at: 2025-01-01}
- {id: r6, account: z, person: p2, role: approver, granted_at: 2025-01-01}
"""
MODERATION = "- {id: m1, post: posts/x.md}\n- {id: m2, post: posts/y.md}\n"


def post(account: str, approver: str, text: str = "A word") -> str:
    approval = f"{{person: {approver}, role: approver, at: 2026-01-01T09:00Z, decision: approved}}"
    when = "published_at: 2026-01-02T09:00Z"
    return f"---\naccount: {account}\n{when}\napprovals: [{approval}]\n---\n{text}\n"


FILES = {
    "policycheck.yaml": PROJECT,
    "agency.yaml": POLICY,
    "accounts.yaml": ACCOUNTS,
    "people.yaml": PEOPLE,
    "roles.yaml": ROLES,
    "moderation.yaml": MODERATION,
    "posts/x.md": post("x", "p2"),
    "posts/y.md": post("y", "p3"),
    "posts/z.md": post("z", "p2", "Act now"),
}
LINES = ROLES.split("\n")
CHANGES: dict[str, dict[str, str | None]] = {
    "a post": {"posts/x.md": post("x", "p2", "Act now")},
    "a post of another account": {"posts/z.md": post("y", "p2", "Act now")},
    "a post that is gone": {"posts/x.md": None},
    "an account": {"accounts.yaml": ACCOUNTS.replace("z, class: personal", "z, class: agency")},
    "an account that becomes personal": {
        "accounts.yaml": ACCOUNTS.replace("x, class: agency", "x, class: personal")
    },
    "an account that is gone": {"accounts.yaml": "\n".join(ACCOUNTS.split("\n")[1:])},
    "all accounts in another file": {"accounts.yaml": None, "accounts2.yaml": ACCOUNTS},
    "a person who leaves": {
        "people.yaml": PEOPLE.replace("name: P", "name: P, departed_at: 2025-06-01")
    },
    "an approver who left": {
        "people.yaml": PEOPLE.replace("name: Q", "name: Q, departed_at: 2025-06-01")
    },
    "a person who is gone": {"people.yaml": "\n".join(PEOPLE.split("\n")[1:])},
    "a role that is taken back": {
        "roles.yaml": ROLES.replace("r1, account: x", "r1, revoked_at: 2025-06-01, account: x")
    },
    "a role that is gone": {"roles.yaml": "\n".join(LINES[1:])},
    "a role of another account": {"roles.yaml": ROLES.replace("r1, account: x", "r1, account: z")},
    "an approver of another account": {
        "roles.yaml": ROLES.replace("r4, account: y", "r4, account: x")
    },
    "all roles": {"roles.yaml": "[]\n"},
    "a comment on another post": {"moderation.yaml": MODERATION.replace("posts/x", "posts/z")},
    "the policy": {"agency.yaml": POLICY.replace("not: [personal]", "not: [agency]")},
    "the project file": {"policycheck.yaml": PROJECT.replace("[roles*.yaml]", "[other.yaml]")},
    "much": {
        "people.yaml": PEOPLE.replace("name: R", "name: R, departed_at: 2025-06-01"),
        "accounts.yaml": ACCOUNTS.replace("z, class: personal", "z, class: agency"),
        "posts/y.md": post("y", "p2"),
    },
}
#: Changes after which nothing fails; after all others something does.
QUIET = {"all accounts in another file"}
#: The id and the place of what fails, by which two runs are compared.
Found = set[tuple[str, str, str, str]]


def found(repo: Repository, *args: str) -> Found:
    now = ("--as-of", "2026-06-01")
    report = repo.report(*args, *now)
    if "other.yaml" not in str(report["errors"]):  # which one of the changes names
        assert report["errors"] == []
    return {
        (one["rule"], one["record"]["kind"], one["record"]["id"], one["fingerprint"])
        for one in report["findings"]
    }


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Found:
    repo = Repository.at(tmp_path_factory.mktemp("before"))
    repo.commit(FILES)
    return found(repo)


def test_the_project_passes_before(before: Found) -> None:
    assert before == set()


@pytest.mark.parametrize("way", ["since", "staged"])
@pytest.mark.parametrize("name", CHANGES)
def test_every_new_finding_is_found(tmp_path: Path, before: Found, name: str, way: str) -> None:
    repo = Repository.at(tmp_path)
    repo.commit(FILES)
    for path, text in CHANGES[name].items():
        if text is None:
            (repo.project / path).unlink()
        else:
            repo.put({path: text})
    asked: tuple[str, ...] = ("--since", "HEAD")
    if way == "staged":
        repo.git("add", "-A")
        asked = ("--staged",)
    whole, part = found(repo), found(repo, *asked)
    assert bool(whole) == (name not in QUIET)
    assert whole - before <= part
    assert part <= whole
