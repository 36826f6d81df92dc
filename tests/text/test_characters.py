from __future__ import annotations

import sys

import regex

from policycheck.text.characters import is_ignorable


def test_the_ignorable_ranges_are_those_of_unicode() -> None:
    ignorable = regex.compile(r"\p{Default_Ignorable_Code_Point}")
    codes = (code for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF)
    wrong = [
        hex(code)
        for code in codes
        if is_ignorable(chr(code)) != (ignorable.match(chr(code)) is not None)
    ]
    assert wrong == []
