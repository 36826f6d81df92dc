from __future__ import annotations

import base64
import random
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policycheck.model.secrets import is_named_for_a_secret, secret_look

LETTERS_AND_DIGITS = string.ascii_letters + string.digits


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", "a private key"),
        ("-----BEGIN PRIVATE KEY-----", "a private key"),
        ("otpauth://totp/Example:water?issuer=Example", "a seed of one-time codes"),
        ("JBSWY3DPEHPK3PXP", "a seed of one-time codes"),
        ("JBSW Y3DP EHPK 3PXP", "a seed of one-time codes"),
        ("jbsw y3dp ehpk 3pxp", "a seed of one-time codes"),
        ("in the vault; password=Rain-2026", "a password"),
        ("https://water:rain2026@host.example/", "a password"),
        ("https://host.example/feed?token=83f6a1", "a password"),
        ("Tr0ub4dor&3", "a password"),
        ("Summer2026!", "a password"),
        ("3b6f9-1c2d4", "a recovery code"),
        ("a1b2 c3d4 e5f6", "a recovery code"),
        ("12345678 23456789", "recovery codes"),
        ("1234 5678\n2345 6789", "recovery codes"),
        ("9f86d081884c7d659a2feaa0c55ad015", "an access token"),
        ("q7x2m9k4p1w8", "an access token"),
        ("dGhpcyBpcyBhIHNlY3JldCB0b2tlbg==", "an access token"),
        ("kept in the vault as wT9xQ2mL7bZ4vK1p", "an access token"),
    ],
)
def test_what_is_made_up_like_a_secret_is_known_for_what_it_is(text: str, what: str) -> None:
    assert secret_look(text) == what


@pytest.mark.parametrize(
    "text",
    [
        "",
        "vault",
        "1Password",
        "KeePassXC-2.7",
        "Bitwarden, collection Water Agency 2026",
        "app",
        "totp",
        "FIDO2",
        "YubiKey 5C NFC",
        "sms",
        "true",
        "2026-10-01",
        "2026-10-01T09:00:00-04:00",
        "+1 202-555-0142",
        "(202) 555-0142 ext. 12",
        "20255501420 20255501421",
        "j.ortiz",
        "J.Ortiz2@water.example",
        "epa-x",
        "RA-22",
        "acct-2024",
        "ITSM-2026-001234",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "https://vault.water.example/ui/vault/secrets/kv/show/epa-x",
        "https://docs.example/document/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgVE2upms/edit",
        "op://Water Agency/epa-x/password",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:water-x-A1bCdE",
        "publish_pages,manage_posts,read_insights",
        "MicrosoftAuthenticatorApp",
        "MyAgencyITOpsVault2024",
        "@Region2Water",
        "the password is kept in the vault",
        "password: see the vault",
        "Rules of Behavior, 3rd ed.",
        "Hootsuite Enterprise (SSO)",
        "Section 508, room 1201-B",
        "Office365",
    ],
)
def test_what_says_where_or_how_is_no_secret(text: str) -> None:
    assert secret_look(text) == ""


@pytest.mark.parametrize("length", [24, 32, 40])
@pytest.mark.parametrize(
    "alphabet",
    [LETTERS_AND_DIGITS, string.ascii_lowercase + string.digits, string.hexdigits.lower()],
)
def test_a_token_drawn_at_random_is_hardly_ever_missed(alphabet: str, length: int) -> None:
    chance = random.Random(length)
    drawn = ["".join(chance.choices(alphabet, k=length)) for _ in range(300)]
    assert sum(not secret_look(token) for token in drawn) <= 30


def test_a_seed_drawn_at_random_is_hardly_ever_missed() -> None:
    chance = random.Random(20)
    drawn = [base64.b32encode(chance.randbytes(20)).decode() for _ in range(200)]
    assert sum(not secret_look(seed) for seed in drawn) <= 6


@given(
    st.lists(st.sampled_from(["the", "vault", "of", "our", "agency", "keeps", "it"]), min_size=1)
)
def test_plain_words_are_no_secret(words: list[str]) -> None:
    assert secret_look(" ".join(words)) == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("password", "rain"),
        ("Password", "correct horse battery staple"),
        ("passwords", "rain"),
        ("old_password", "rain"),
        ("clientSecret", "rain"),
        ("pin", "1234"),
        ("api_key", "rain"),
        ("privateKey", "rain"),
        ("backup_codes", "123456"),
        ("recovery-code", "123456"),
        ("security_answer", "Rover"),
        ("access_token", "abcdefg1"),
        ("password", "https://water:rain@host.example/"),
    ],
)
def test_a_field_that_is_named_for_a_secret_holds_one(name: str, value: str) -> None:
    assert is_named_for_a_secret(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("password", "true"),
        ("password", ""),
        ("password", "op://Agency/epa-x/password"),
        ("password_manager", "1Password"),
        ("password_rotated_at", "2026-10-01"),
        ("store", "vault"),
        ("token", "hardware"),
        ("token", "YubiKey 5"),
        ("key", "yubikey"),
        ("zip_code", "20460"),
        ("answer", "yes"),
        ("opinion", "rain"),
        ("", "rain"),
    ],
)
def test_a_field_that_tells_about_a_secret_does_not_hold_it(name: str, value: str) -> None:
    assert not is_named_for_a_secret(name, value)


def test_codes_are_secret_where_accounts_are_won_back() -> None:
    assert is_named_for_a_secret("codes", "123456", guarded=True)
    assert not is_named_for_a_secret("codes", "123456")


@pytest.mark.parametrize(
    "piece", ["&pin=", "a", "a1", "://a:", "a@.", "AB2C ", "12345678 ", "-----BEGIN ", "f0"]
)
def test_hostile_values_are_judged_in_time(piece: str) -> None:
    start = time.process_time()
    secret_look(piece * 100_000)
    is_named_for_a_secret("token", piece * 100_000)
    assert time.process_time() - start < 1
