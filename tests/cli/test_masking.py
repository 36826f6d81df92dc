"""What a rule found to be private appears in no output, of no format, unless it is asked for."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from policycheck.reports import FORMATS

from .running import run

SECRETS = ("078-05-1120", "4111 1111 1111 1111", "AKIAIOSFODNN7EXAMPLE", "jane.doe@agency.example")
TEXT = "CLAIM " + ", ".join(SECRETS) + " 🎉"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(f"{TEXT}\n", encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps({"text": TEXT}).replace("@", "\\u0040"))
    (tmp_path / "c.csv").write_text(f'text\n"{TEXT}"\n', encoding="utf-8")
    (tmp_path / "d.jsonl").write_text(json.dumps({"text": TEXT}))
    (tmp_path / "e.yaml").write_text(
        f"text: |\n  {TEXT}\nmedia:\n  - {{file: a.png, alt: 'Card of {SECRETS[0]}'}}\n"
        f"publish_at: {SECRETS[0]}\ncolour of {SECRETS[3]}: red\n",
        encoding="utf-8",
    )
    return tmp_path


@pytest.mark.parametrize("format_", FORMATS)
def test_no_secret_appears_in_any_stream(folder: Path, format_: str) -> None:
    done = run(folder, "check", ".", "--format", format_)
    assert done.status == 2  # publish_at is no date, and its message quotes it
    said = done.stdout + done.stderr
    for secret in (*SECRETS, "jane.doe\\u0040agency.example"):
        assert secret not in said
        assert secret.replace(" ", "") not in said
    assert "***-**-****" in said


@pytest.mark.parametrize("format_", FORMATS)
def test_no_secret_appears_in_a_file(folder: Path, format_: str) -> None:
    run(folder, "check", ".", "--format", format_, "--output", "../report")
    said = (folder.parent / "report").read_text(encoding="utf-8")
    assert not [secret for secret in SECRETS if secret in said]


def test_reveal_shows_them_where_they_stand(folder: Path) -> None:
    done = run(folder, "check", ".", "--reveal")
    assert not [secret for secret in SECRETS if secret not in done.stdout]
    assert "found '078-05-1120'" in done.stderr
    concise = run(folder, "check", "a.md", "--reveal", "--format", "concise").stdout
    assert not [secret for secret in SECRETS if secret not in concise]


def test_carets_stay_where_they_are(folder: Path) -> None:
    masked = run(folder, "check", "a.md").stdout.split("\n")
    shown = run(folder, "check", "a.md", "--reveal").stdout.split("\n")
    assert [line for line in masked if "^" in line] == [line for line in shown if "^" in line]
    assert [len(line) for line in masked[:-2]] == [len(line) for line in shown[:-2]]


def test_no_digit_of_a_secret_is_in_a_baseline(folder: Path) -> None:
    done = run(folder, "check", ".", "--write-baseline", "known.json", "--reveal")
    assert "known.json: " in done.stdout
    said = (folder / "known.json").read_text(encoding="utf-8")
    assert said.count('"fingerprint"') > len(SECRETS)
    for run_of_digits in re.findall(r"[0-9]{3,}", " ".join(SECRETS)):
        assert run_of_digits not in re.sub(r'"(fingerprint|check)": "[0-9a-f]+"', "", said)
    assert not [secret for secret in SECRETS if secret in said]
