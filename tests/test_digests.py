from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from policycheck.digests import blake2b, sha256


@given(st.binary())
def test_digests_are_those_of_hashlib(data: bytes) -> None:
    assert sha256(data).digest() == hashlib.sha256(data).digest()
    assert blake2b(data, digest_size=20).digest() == hashlib.blake2b(data, digest_size=20).digest()
