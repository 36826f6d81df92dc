"""One draft, a process of its own: what an author waits for after saving."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from typing import Final

from bench.measure import Asked, Measure, Result, policycheck
from bench.peers import PEERS, Peer
from bench.spent import Samples, Spent, in_turn, spent

__all__ = ["COLD"]

#: A clean draft of the usual length, but for an adverb that proselint and write-good may mind.
DRAFT: Final = """\
---
platform: facebook
lang: en
---
The library on Mill Street opens again on Monday at nine. Bring your card, and the staff will help
you to find a very good book. The hall is free to use until noon, and the bus stops near the door.
"""
OURS: Final = "one draft, us-federal"
ANEW: Final = "the same, policy compiled anew"
IMPORTS: Final = "python: import click, yaml, pydantic"
BARE: Final = "python: nothing"
#: A cold start is short, and so is what disturbs it: more runs cost little.
_MORE: Final = 3


def take(asked: Asked) -> Result:
    (asked.folder / "draft.md").write_text(DRAFT, encoding="utf-8")
    ours = policycheck("check", "draft.md", "--policy", "us-federal", "--fail-on", "never")
    run = partial(spent, folder=asked.folder, environment=asked.environment)
    works: dict[str, Callable[[], Spent]] = {
        OURS: partial(run, ours),
        ANEW: partial(run, [*ours, "--no-cache"]),
        IMPORTS: partial(run, _python("import click, yaml, pydantic")),
        BARE: partial(run, _python("pass")),
    }
    here = [peer for peer in PEERS if peer.is_here]
    for peer in here:
        works[peer.name] = partial(run, peer.command, fine=peer.fine)
    for work in works.values():
        work()  # compiles the policy, and brings every file into memory
    found = in_turn(asked.runs * _MORE, works)
    return _told(found, here)


def _told(found: dict[str, Samples], here: list[Peer]) -> Result:
    result = Result()
    for name, samples in found.items():
        result.add(name, samples)
    result.ratio(f"{OURS} / {IMPORTS}", found[OURS], found[IMPORTS], most=1.6)
    result.ratio(f"{ANEW} / {OURS}", found[ANEW], found[OURS])
    for peer in here:
        most = 1.0 if peer.below else None
        result.ratio(f"{OURS} / {peer.name}", found[OURS], found[peer.name], most=most)
    if here:
        result.notes.append(", ".join(f"{peer.name} {peer.version}".strip() for peer in here))
    for peer in PEERS:
        if peer not in here:
            result.notes.append(f"{peer.name} is not installed: make bench-peers")
    return result


def _python(words: str) -> list[str]:
    return [sys.executable, "-c", words]


COLD = Measure("cold", "a clean check of one Markdown draft, in a new process", take)
