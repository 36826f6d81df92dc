from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from policycheck.model.record import Record
from policycheck.model.registry import RECORD_KINDS
from policycheck.readers import Input, inputs, read_inputs
from policycheck.readers.security import joined

EXAMPLES = Path(__file__).parents[2] / "examples" / "records"


def given(kind: str) -> list[Record]:
    (file,) = inputs([f"{kind}.yaml"], base=EXAMPLES)
    assert isinstance(file, Input)
    found = list(read_inputs([replace(file, kind=kind)]))
    assert all(isinstance(one, Record) for one in found), found
    return [one for one in found if isinstance(one, Record)]


@pytest.mark.parametrize("kind", [*RECORD_KINDS, "account_security"])
def test_the_example_of_a_kind_is_read_without_a_word(kind: str) -> None:
    assert all(not record.withheld and not record.positional_id for record in given(kind))


def test_the_security_in_the_examples_belongs_to_their_accounts() -> None:
    accounts = list(joined(given("account"), given("account_security")))
    assert [one.id for one in accounts if isinstance(one, Record)] == ["water-x", "water-x-es"]
    assert isinstance(accounts[0], Record)
    assert list(accounts[0].attested) == ["badge", "mfa.enabled"]
