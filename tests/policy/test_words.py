"""Words in several languages reach the report, whatever part of a rule they are of."""

from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.model.report import Report
from policycheck.policy.load import load_policy
from policycheck.policy.words import Words
from policycheck.tasks.check import CheckRequest, check
from tests.engine.made import Policy
from tests.tasks.projects import NOW

RULES = """rules:
  - id: TAG-001
    title: {en: Many hashtags, fr: Trop de mots-clics}
    applies_to: post
    check: {kind: count, of: hashtags, max: 1}
    severity: warning
    message: {en: "{found} hashtags", fr: "{found} mots-clics"}
    remedy: {en: Keep one., fr: N'en gardez qu'un.}
"""


def report(folder: Path, language: str) -> Report:
    Policy(folder, RULES)
    (folder / "posts.yaml").write_text('{text: "Rain #Rain #Flood"}', encoding="utf-8")
    return check(CheckRequest(["posts.yaml"], folder, NOW, policy="p.yaml", language=language))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ("Trop de mots-clics", "2 mots-clics", "N'en gardez qu'un.")),
        ("fr-CA", ("Trop de mots-clics", "2 mots-clics", "N'en gardez qu'un.")),
        ("en", ("Many hashtags", "2 hashtags", "Keep one.")),
        ("", ("Many hashtags", "2 hashtags", "Keep one.")),
    ],
)
def test_a_rule_speaks_the_language_asked_for(
    tmp_path: Path, language: str, words: tuple[str, str, str]
) -> None:
    (found,) = report(tmp_path, language).findings
    assert (found.title, found.message, found.remedy) == words


def test_a_language_that_is_missing_is_said_and_the_first_one_speaks(tmp_path: Path) -> None:
    found = report(tmp_path, "de")
    assert found.findings[0].title == "Many hashtags"
    assert "1 rule has no words in de: TAG-001" in found.notes


def test_words_are_those_of_the_first_language_and_know_the_others(tmp_path: Path) -> None:
    title = Policy(tmp_path, RULES).source("TAG-001").surface.title
    assert isinstance(title, Words)
    assert (title, title.into("fr")) == ("Many hashtags", "Trop de mots-clics")


@pytest.mark.parametrize("title", ["{}", "{english: Many}", "{en: ''}", "''"])
def test_words_that_say_nothing_are_refused(tmp_path: Path, title: str) -> None:
    text = RULES.replace("{en: Many hashtags, fr: Trop de mots-clics}", title)
    assert Policy(tmp_path, text).problems


def test_every_rule_for_canada_speaks_french(tmp_path: Path) -> None:
    (tmp_path / "posts.yaml").write_text("{text: Le lac est ouvert., lang: fr}", encoding="utf-8")
    request = CheckRequest(["posts.yaml"], tmp_path, NOW, policy="canada", language="fr")
    assert not [note for note in check(request).notes if "no words" in note]
    assert load_policy("canada", tmp_path).problems.found == []
