"""What `policycheck backtest` takes besides two policies and records."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypedDict, TypeVar

import click

from policycheck.cli.chosen_rules import IGNORE, SELECT
from policycheck.cli.outputs import Output, output_options
from policycheck.model.backtest import CHANGES, Change, Limit
from policycheck.readers.files import STDIN_NAME
from policycheck.reports.backtest import BACKTEST_FORMATS

__all__ = ["Asked", "backtest_options", "limits_asked"]

Decorated = TypeVar("Decorated", bound=Callable[..., object])

_LIMIT = re.compile(r"([0-9]{1,9})|([0-9]{1,3}(?:\.[0-9]{1,6})?)%")
_FAIL_TO_PASS, _PASS_TO_FAIL = CHANGES[:2]


class Asked(TypedDict):
    """The arguments of a backtest as the command line gives them."""

    old: str
    new: str
    paths: tuple[str, ...]
    old_param: tuple[str, ...]
    new_param: tuple[str, ...]
    as_of: str | None
    rules_as_of: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    examples: int
    max_fail_to_pass: str | None
    max_pass_to_fail: str | None
    outputs: Sequence[Output]
    stdin_filename: str


_OPTIONS = (
    click.option(
        "--old-param",
        multiple=True,
        metavar="NAME=VALUE",
        help="Judge by OLD with this value of a parameter, in YAML; give it once for each.",
    ),
    click.option(
        "--new-param",
        multiple=True,
        metavar="NAME=VALUE",
        help="Judge by NEW with this value of a parameter, in YAML; give it once for each.",
    ),
    click.option(
        "--as-of",
        metavar="DATE",
        help="Measure elapsed time to this date or instant instead of now.",
    ),
    click.option(
        "--rules-as-of",
        metavar="DATE",
        help="Judge all by the rules and limits of this day, not each post by those of its own.",
    ),
    SELECT,
    IGNORE,
    click.option(
        "--examples",
        type=click.IntRange(min=0),
        default=3,
        show_default=True,
        help="Show so many records of each rule and change.",
    ),
    click.option(
        "--max-fail-to-pass",
        metavar="N[%]",
        help="End with status 1 where more verdicts than this go from fail to pass; with % so many"
        " in a hundred records judged.",
    ),
    click.option(
        "--max-pass-to-fail",
        metavar="N[%]",
        help="End with status 1 where more verdicts than this go from pass to fail; with % as"
        " above.",
    ),
    output_options(BACKTEST_FORMATS, "full"),
    click.option(
        "--stdin-filename",
        default=STDIN_NAME,
        show_default=True,
        help="What - is called; the ending says how it is read.",
    ),
)


def backtest_options(command: Decorated) -> Decorated:
    """Declare the options that `Asked` names."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def limits_asked(asked: Asked) -> tuple[Limit, ...]:
    """The limits that were given. Raises BadParameter for what is none."""
    limits = (
        _limit("--max-fail-to-pass", asked["max_fail_to_pass"], _FAIL_TO_PASS),
        _limit("--max-pass-to-fail", asked["max_pass_to_fail"], _PASS_TO_FAIL),
    )
    return tuple(limit for limit in limits if limit)


def _limit(option: str, given: str | None, change: Change) -> Limit | None:
    if given is None:
        return None
    read = _LIMIT.fullmatch(given.strip())
    if read is None:
        message = f"{given}: write a whole number, or a part of the records such as 5%"
        raise click.BadParameter(message, param_hint=f"'{option}'")
    return Limit(change, float(read[1] or read[2]), is_percent=read[1] is None)
