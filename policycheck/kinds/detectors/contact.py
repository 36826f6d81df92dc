"""E-mail addresses and telephone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policycheck.kinds.detectors.detector import Detector, Span, folded
from policycheck.text.emails import emails
from policycheck.text.hosts import unicode_host
from policycheck.text.late import late
from policycheck.text.plain import has_at_sign, has_digits

__all__ = ["EMAIL", "PHONE", "phones_of"]

_DECIMAL = late(r"\d{1,3}\.\d+")  # a coordinate, such as 53.16216667
_PHONE_DIGITS = 5  # no national number that the metadata calls valid is shorter with its prefix


def _email(value: str) -> str:
    mailbox, _, host = value.rpartition("@")
    return f"{mailbox.casefold()}@{unicode_host(host)}"


EMAIL = Detector(
    "email",
    "an e-mail address",
    "A mailbox at a host name. A mention of another server (@user@host) is none.",
    has_at_sign,
    folded(lambda text: iter(emails(text))),
    _email,
)


def phones_of(region: str) -> Detector:
    """The detector of telephone numbers; those without a country code are read as of `region`."""

    def find(text: str) -> Iterator[Span]:
        from phonenumbers import PhoneNumberMatcher

        for match in PhoneNumberMatcher(text, region):
            if not _DECIMAL().fullmatch(match.raw_string):
                yield match.start, match.end

    def canonical(value: str) -> str:
        import phonenumbers

        try:
            number = phonenumbers.parse(value, region)
        except phonenumbers.NumberParseException:
            return re.sub(r"\D", "", value)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    return Detector(
        "phone",
        "a telephone number",
        "A number that the national numbering plan can hold (the phonenumbers package), compared "
        "as E.164.",
        has_digits(_PHONE_DIGITS),
        folded(find),
        canonical,
    )


PHONE = phones_of("US")
