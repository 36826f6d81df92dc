"""A small agency in two offices: accounts that pass, fail, or do not say."""

from __future__ import annotations

from pathlib import Path

__all__ = ["write_agency"]

PROJECT = """\
policy: policy.yaml
timezone: UTC
records:
  posts: [posts.yaml]
  accounts: [accounts.yaml]
  moderation: [moderation.yaml]
  people: [people.yaml]
mappings:
  - files: [exported.csv]
    as: accounts
    fields: {id: name, platform: service, organization: office}
"""
POLICY = """\
policycheck: 1
id: agency
title: An agency
rules:
  - id: SEC-001
    title: Signing in needs a second factor
    applies_to: account
    severity: error
    check: {kind: field, path: mfa.enabled, is: true}
  - id: SEC-002
    title: The password manager is named
    applies_to: account
    severity: warning
    check: {kind: required-fields, fields: [credential.store]}
  - id: ACC-001
    title: An account has an owner in the organisation
    applies_to: account
    severity: error
    check: {kind: required-fields, fields: [organization]}
  - id: ACC-002
    title: Videos are on record
    applies_to: account
    when: {platform: youtube}
    severity: warning
    check: {kind: required-fields, fields: [retention.archive]}
  - id: TXT-001
    title: Links say where they lead
    applies_to: post
    severity: warning
    check: {kind: forbidden-text, phrases: [click here]}
  - id: MOD-001
    title: A removal says why
    applies_to: moderation
    severity: error
    check: {kind: required-fields, fields: [action.reason]}
  - id: named-people
    title: People have names
    applies_to: person
    severity: info
    check: {kind: required-fields, fields: [name]}
"""
ACCOUNTS = """\
ag-x: {platform: x, organization: Press Office, mfa: {enabled: true}, credential: {store: vault}}
ag-fb: {platform: facebook, organization: Press Office}
ag-yt: {platform: youtube, agencies: [{id: a, name: Agency A}, {id: b, name: Agency B}],
        mfa: {enabled: true}, credential: {store: vault}}
"""
EXPORTED = "name,service,office\nag-li,linkedin,Field Office\n"
POSTS = """\
p1: {account: ag-x, text: Rain is coming.}
p2: {account: ag-x, text: Click here for rain.}
p3: {text: A draft for nobody yet.}
"""
MODERATION = "m1: {post: p1, action: {type: remove}}\n"
PEOPLE = "j.doe: {name: J. Doe}\n"


def write_agency(folder: Path) -> Path:
    for name, text in (
        ("policycheck.yaml", PROJECT),
        ("policy.yaml", POLICY),
        ("accounts.yaml", ACCOUNTS),
        ("exported.csv", EXPORTED),
        ("posts.yaml", POSTS),
        ("moderation.yaml", MODERATION),
        ("people.yaml", PEOPLE),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return folder
