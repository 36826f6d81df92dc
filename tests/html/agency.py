"""A small agency whose posts try everything that a page has to withstand."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.running import run

__all__ = ["HOSTILE", "page_of", "write_agency"]

#: A text that would run, end a script, hide, or turn a line around, if any of it were markup.
HOSTILE = (
    "</noscript></script><script>document.title='run'</script>"
    "<img src=https://evil.example/x onerror=\"document.title='run'\"> &lt; ' \" jargon"
)
POLICY = """\
policycheck: 1
id: agency
title: An agency
waiver_rules: {max_days: {error: 90, warning: 90}, approver_roles: [legal]}
rules:
  - {id: TXT-001, title: Plain words, applies_to: post, severity: error,
     authority: [{cite: A guide, url: "https://guide.example/a?b=1&c=2"},
                 {cite: A trap, url: "https://guide.example/trap"}],
     remedy: "say what you mean, not <jargon>",
     check: {kind: forbidden-text, phrases: [jargon, مصطلح]}}
  - {id: TXT-002, title: Short, applies_to: post, severity: warning,
     check: {kind: text-length, max: 200}}
  - {id: TXT-003, title: Claims, applies_to: post, severity: review,
     check: {kind: forbidden-text, phrases: [the best]}}
  - {id: TXT-004, title: Advice, applies_to: post, severity: info,
     check: {kind: forbidden-text, phrases: [very]}}
  - {id: ALT-001, title: Alternative text, applies_to: post, each: media, severity: error,
     check: {kind: required-fields, fields: [alt]}}
  - {id: SEC-001, title: A second factor, applies_to: account, severity: error,
     check: {kind: field, path: mfa.enabled, is: true}}
"""
FILES = {
    "policycheck.yaml": (
        "policy: policy.yaml\ntimezone: UTC\n"
        "records:\n  posts: [posts/*.yaml, posts.csv]\n  accounts: [accounts.yaml]\n"
        "  people: [people.yaml]\n  assignments: [roles.yaml]\n"
        "waivers: waivers.yaml\n"
    ),
    "policy.yaml": POLICY,
    "accounts.yaml": (
        "ag-x: {platform: x, handle: ag, organization: Press <b>Office</b>, mfa: {enabled: true}}\n"
        "ag-fb: {platform: facebook, organization: Visitors}\n"
    ),
    "people.yaml": "ann: {name: Ann}\njo: {name: Jo}\n",
    "roles.yaml": "r1: {person: ann, role: legal, account: ag-fb, granted_at: 2025-01-01}\n",
    "waivers.yaml": (
        "waivers:\n"
        "  - {rule: TXT-001, record: {id: waived}, reason: it is a quotation, approved_by: ann,\n"
        "     granted: 2026-11-01, expires: 2026-12-11}\n"
        "  - {rule: TXT-002, record: {id: waived}, reason: it ended, approved_by: ann,\n"
        "     granted: 2026-10-01, expires: 2026-11-01}\n"
    ),
    "posts/hostile.yaml": f"id: hostile\naccount: ag-x\ntext: |\n  {HOSTILE}\n  #Tag @name x.gov\n",
    "posts/fine.yaml": "{id: fine, account: ag-x, text: Rain is coming., author: ann}\n",
    "posts/advice.yaml": "{id: advice, account: ag-x, text: very wet}\n",
    "posts/review.yaml": "{id: review, account: ag-fb, text: the best rain}\n",
    "posts/waived.yaml": "{id: waived, account: ag-fb, author: jo, text: jargon}\n",
    "posts/arabic.yaml": (
        'id: arabic\naccount: ag-fb\nlang: ar\ntext: "مرحبا مصطلح \\u202Eهنا"\n'
        "media: [{type: image, file: rain.png}]\n"
    ),
    "posts/long.yaml": f"id: long\naccount: ag-x\ntext: {'word ' * 60}\n",
    "posts/broken.yaml": "id: [",
    "posts.csv": "text,account\nRain again,ag-x\n",
}


def write_agency(folder: Path) -> Path:
    """Write the project. `posts.csv` has no place for media: what needs them is undecided."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def page_of(folder: Path, *args: str, command: str = "check") -> str:
    """The page as the command writes it, without the seconds that it took."""
    done = run(folder, command, "--as-of", "2026-12-01", "--format", "html", *args)
    assert done.stdout.startswith("<!doctype html>"), done.stderr
    return re.sub(r" in \d+\.\d\d s$", " in … s", done.stdout, flags=re.MULTILINE)
