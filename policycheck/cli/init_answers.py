"""What `policycheck init` is told: by options, at a terminal, or by default."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, TypedDict
from zoneinfo import ZoneInfo

import click

from policycheck.errors import UsageError
from policycheck.policy.load import pack_names
from policycheck.tasks.starter.answers import (
    FAIL_ON,
    Answers,
    id_of,
    refuse_no_name,
    refuse_unknown_pack,
    refuse_unknown_zone,
)

__all__ = ["DEFAULTS", "Asked", "Defaults", "answers_of"]


class Defaults(NamedTuple):
    """The answers of somebody who gives none."""

    name: str = "Example Agency"
    pack: str = "core"
    zone: str = "UTC"
    fail_on: str = "error"


DEFAULTS = Defaults()


class Asked(TypedDict):
    folder: Path
    name: str | None
    id_: str | None
    extends: tuple[str, ...]
    timezone: str | None
    fail_on: str | None
    install: str
    without: tuple[str, ...]
    yes: bool


def answers_of(asked: Asked) -> Answers:
    """The answers: those that were given, and for the others those that are asked for."""
    ask = _ask if not asked["yes"] and sys.stdin.isatty() else _take_default
    name = asked["name"]
    if name is None:
        name = ask("Name of the agency", DEFAULTS.name, refuse_no_name)
    packs = asked["extends"]
    if not packs:
        words = f"Packs to build on, of {', '.join(pack_names())}"
        packs = _packs(ask(words, DEFAULTS.pack, _refuse_unknown_packs))
    zone = asked["timezone"]
    if zone is None:
        zone = ask("Time zone, such as America/New_York", DEFAULTS.zone, refuse_unknown_zone)
    fail_on = asked["fail_on"]
    if fail_on is None:
        words = f"From which severity on does a finding fail a check, of {', '.join(FAIL_ON)}"
        fail_on = ask(words, DEFAULTS.fail_on, _refuse_no_severity)
    return Answers(
        name,
        id_of(name) if asked["id_"] is None else asked["id_"],
        tuple(dict.fromkeys(packs)),
        zone,
        fail_on,
        asked["install"],
        _today(zone),
    )


def _today(zone: str) -> date:
    """The day where the agency is: elsewhere it may not have begun."""
    refuse_unknown_zone(zone)
    return datetime.now(ZoneInfo(zone)).date()


def _ask(words: str, default: str, refuse: Callable[[str], None]) -> str:
    """Ask until the answer will do."""

    def refused_or(answer: str) -> str:
        try:
            refuse(answer.strip())
        except UsageError as problem:
            raise click.UsageError(str(problem)) from None
        return answer.strip()

    return str(click.prompt(words, default=default, value_proc=refused_or))


def _take_default(words: str, default: str, refuse: Callable[[str], None]) -> str:  # noqa: ARG001 - as _ask
    return default


def _packs(answer: str) -> tuple[str, ...]:
    return tuple(answer.replace(",", " ").split())


def _refuse_unknown_packs(answer: str) -> None:
    for pack in _packs(answer):
        refuse_unknown_pack(pack)


def _refuse_no_severity(answer: str) -> None:
    if answer not in FAIL_ON:
        raise UsageError(f"{answer} is none of {', '.join(FAIL_ON)}")
