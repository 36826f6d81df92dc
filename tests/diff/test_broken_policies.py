"""Policies with every known mistake, compared: they are problems, never bugs, and never changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.reports.diff import DIFF_FORMATS, diff_format
from policycheck.reports.format import Style
from policycheck.tasks.diff import DiffRequest, diff

ERRORS = Path(__file__).parents[1] / "policy" / "errors"
FOLDERS = sorted(one for one in ERRORS.iterdir() if one.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda one: one.name)
def test_a_policy_with_a_mistake_is_as_it_was_beside_itself(folder: Path) -> None:
    files = sorted(folder.glob("*.yaml"))
    for file in files:
        found = diff(DiffRequest(file.name, file.name, folder))
        assert (found.rules, found.changes) == ((), ())
    other = diff(DiffRequest(files[0].name, files[-1].name, folder))
    for name in DIFF_FORMATS:
        assert "".join(diff_format(name)(other, Style()))


def test_there_are_policies_with_mistakes() -> None:
    assert len(FOLDERS) > 30
