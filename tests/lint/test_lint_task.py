from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from policycheck.errors import UsageError
from policycheck.lint.controls import catalogues
from policycheck.model.finding import Severity
from policycheck.policy.project_file import read_project
from policycheck.reports import FORMATS, render
from policycheck.tasks.lint import LintRequest, lint
from tests.lint.linting import HEAD, RULES, linted, rule, said, written

LANG = "{kind: field, path: lang, is: en}"
QUIET = ("policycheck:[!n]*",)  # all but those that ask for examples, authority and remedy
PROJECT = "policy: policy.yaml\nrecords: {posts: [posts.yaml], accounts: [accounts.yaml]}\n"


def test_a_shipped_pack_is_looked_at_only_when_it_is_named(tmp_path: Path) -> None:
    below = HEAD + "extends: [core]\n"
    written(tmp_path, below)
    assert said(linted(tmp_path)) == []
    core = linted(tmp_path, "core")
    assert core.summary.records["rule"] > 30
    assert {one.location.path.split("/")[0] for one in core.findings} <= {"rules"}


def test_a_contradiction_of_an_own_rule_with_a_shipped_one_is_said_at_the_own(
    tmp_path: Path,
) -> None:
    written(
        tmp_path, HEAD + "extends: [core]\nrules:\n" + rule("A", "{kind: text-length, min: 400}")
    )
    report = linted(tmp_path, select=("policycheck:contradiction",))
    (found,) = report.findings
    assert (found.location.path, found.location.line) == ("policy.yaml", 6)
    assert "bluesky, x takes (rules/core/platforms.yaml:" in found.message
    assert found.related[0].location.path == "rules/core/platforms.yaml"


def test_a_policy_of_ones_own_that_is_extended_is_looked_at_too(tmp_path: Path) -> None:
    above = RULES + rule("A", LANG, "when: {all: [{lang: en}, {lang: fr}]}")
    written(tmp_path, HEAD + "extends: [above.yaml]\n", **{"above.yaml": above})
    report = linted(tmp_path, select=QUIET)
    assert [str(one.location) for one in report.findings] == ["above.yaml:5:132"]


def test_an_override_that_makes_a_rule_unreachable_is_shown_where_it_stands(tmp_path: Path) -> None:
    above = HEAD + (
        "rules:\n"
        "  - id: A\n    title: A\n    applies_to: post\n    severity: error\n"
        "    delegable: true\n    when: {status: draft}\n"
        f"    check: {LANG}\n"
    )
    below = HEAD + (
        "extends: [above.yaml]\n"
        "override:\n"
        "  A:\n"
        "    when: {status: draft, all: [{status: scheduled}]}\n"
        "    reason: we try\n"
    )
    written(tmp_path, below, **{"above.yaml": above})
    report = linted(tmp_path, select=("policycheck:unreachable",))
    assert not report.errors
    assert [str(one.location) for one in report.findings] == ["policy.yaml:7:42"]


def test_a_rule_that_is_never_in_force_is_said_once(tmp_path: Path) -> None:
    dated = "effective: {to: 2026-01-31}\n"
    rules = rule("A", LANG) + rule("B", LANG, "effective: {from: 2026-02-01}")
    written(tmp_path, HEAD + dated + "rules:\n" + rules)
    report = linted(tmp_path, select=("policycheck:unreachable",))
    assert [(one.record.id, one.severity) for one in report.findings] == [
        ("A", Severity.INFO),
        ("B", Severity.WARNING),
    ]
    (only,) = said(linted(tmp_path, select=("policycheck:unreachable",), as_of="2026-01-31"))
    assert only.startswith("7:111 unreachable B never counts: its dates (from 2026-02-01) lie")
    assert only.endswith("outside those of its policy (to 2026-01-31)")


def test_dated_parameters_contradict_only_while_they_count_together(tmp_path: Path) -> None:
    params = (
        "params:\n  least: [{value: 1, to: 2026-06-30}, {value: 5, from: 2026-07-01}]\n"
        "  most: [{value: 3, to: 2026-12-31}, {value: 9, from: 2027-01-01}]\n"
    )
    rules = rule("A", "{kind: count, of: links, min: $least}")
    rules += rule("B", "{kind: count, of: links, max: $most}")
    written(tmp_path, HEAD + params + "rules:\n" + rules)
    (found,) = linted(tmp_path, select=("policycheck:contradiction",)).findings
    assert "A asks for at least 5 links, B allows at most 3 (policy.yaml:5:47)" in found.message
    assert str(found.location) == "policy.yaml:6:18"
    assert "passes A and fails B" in found.message
    (tmp_path / "policy.yaml").write_text(
        (HEAD + params + "rules:\n" + rules)
        .replace("to: 2026-12-31", "to: 2026-06-30")
        .replace("from: 2027-01-01", "from: 2026-07-01")
    )
    assert said(linted(tmp_path, select=("policycheck:contradiction",))) == []


def test_rules_for_different_records_do_not_contradict(tmp_path: Path) -> None:
    rules = rule("A", "{kind: required-text, phrases: [act now]}", "when: {status: draft}")
    rules += rule(
        "B", "{kind: forbidden-text, phrases: [act now]}", "when: {status: {not: [draft, lost]}}"
    )
    rules += rule("C", "{kind: field, path: value, is: en}", "each: hashtags")
    rules += rule("D", LANG.replace("en", "fr"))
    written(tmp_path, RULES + rules)
    assert said(linted(tmp_path, select=("policycheck:contradiction",))) == []


def test_conditions_that_nobody_can_compare_are_not_taken_to_meet(tmp_path: Path) -> None:
    required = "{kind: required-text, phrases: [act now]}"
    forbidden = "{kind: forbidden-text, phrases: [act now]}"
    rules = rule("A", required, "when: {cel: \"category == 'one'\"}")
    rules += rule("B", forbidden, "when: {cel: \"category == 'two'\"}")
    written(tmp_path, RULES + rules)
    assert said(linted(tmp_path, select=("policycheck:contradiction",))) == []
    written(tmp_path, RULES + rule("A", required) + rule("B", forbidden, "when: {cel: 'true'}"))
    assert len(linted(tmp_path, select=("policycheck:contradiction",)).findings) == 1


def test_a_phrase_that_is_one_of_several_ways_is_a_warning(tmp_path: Path) -> None:
    rules = rule("A", "{kind: required-text, phrases: [ad, sponsored]}")
    rules += rule("B", "{kind: forbidden-text, phrases: [sponsored]}")
    written(tmp_path, RULES + rules)
    (found,) = linted(tmp_path, select=("policycheck:contradiction",)).findings
    assert found.severity is Severity.WARNING
    assert found.message.endswith("passes A and fails B; other ways to meet it are left")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{kind: required-text, phrases: ['#Rain']}", "{kind: count, of: hashtags, max: 0}"),
        ("{kind: required-text, phrases: [Act Now]}",
         "{kind: forbidden-text, phrases: [Act Now], match_case: true}"),
        ("{kind: required-text, phrases: [hi]}", "{kind: text-length, min: 9, max: 99}"),
        ("{kind: link-hosts, require: [gov]}", "{kind: link-hosts, allow: [epa.gov]}"),
        ("{kind: link-hosts, require: [epa.gov]}", "{kind: forbidden-text, patterns: ['https?:']}"),
        ("{kind: required-text, phrases: [vote]}",
         "{kind: forbidden-text, phrases: [vote], near: [for]}"),
    ],
)  # fmt: skip
def test_rules_that_a_record_meets_both_of_do_not_contradict(
    one: str, other: str, tmp_path: Path
) -> None:
    written(tmp_path, RULES + rule("A", one) + rule("B", other))
    assert said(linted(tmp_path, select=("policycheck:contradiction",))) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("{kind: required-text, phrases: [a b c d]}", "{kind: count, of: words, max: 3}"),
        ("{kind: required-text, phrases: [call 078-05-1120]}",
         "{kind: sensitive-data, detectors: [us-ssn]}"),
        ("{kind: required-text, phrases: [hew]}", "{kind: preferred-text, swap: {hew: cut}}"),
        ("{kind: required-text, phrases: [a longer text]}", "{kind: text-length, max: 5}"),
        ("{kind: link-hosts, require: [gov]}", "{kind: link-hosts, deny: [gov]}"),
        ("{kind: link-hosts, require: [epa.gov]}", "{kind: count, of: links, max: 0}"),
        (LANG, "{kind: field, path: post.lang, is: {not: [en, fr]}}"),
        ("{kind: count, of: links, min: 6}", "{kind: platform-limits}"),
    ],
)  # fmt: skip
def test_contradictions_of_many_kinds_are_seen_and_shown(
    one: str, other: str, tmp_path: Path
) -> None:
    written(tmp_path, RULES + rule("A", one) + rule("B", other))
    (found,) = linted(tmp_path, select=("policycheck:contradiction",)).findings
    assert "} passes " in found.message


def test_what_applies_to_no_record_is_not_guessed_where_records_cannot_be_read(
    tmp_path: Path,
) -> None:
    rules = rule("A", LANG, "when: {category: x}") + rule("B", LANG, applies_to="incident")
    rules = rules.replace("path: lang, is: en}, title", "path: lang}").replace(
        "applies_to: incident, severity: error, check: {kind: field, path: lang, is: en}",
        "applies_to: incident, severity: error, check: {kind: required-fields, fields: [post]}",
    )
    posts = {"policycheck.yaml": PROJECT, "accounts.yaml": "a: {platform: x}\n"}
    written(tmp_path, RULES + rules, **posts, **{"posts.yaml": "one: {text: Rain}\n"})
    report = linted(tmp_path, select=("policycheck:matches-nothing",))
    assert [one.record.id for one in report.findings] == ["A"]  # incidents have no source
    (tmp_path / "posts.yaml").write_text("one: {text: [\n")
    report = linted(tmp_path, select=("policycheck:matches-nothing",))
    assert not report.findings
    assert report.notes[0].startswith("whether a rule applies to no record was not looked at")


def test_a_policy_that_cannot_be_read_is_an_error_and_the_rest_is_looked_at(tmp_path: Path) -> None:
    written(
        tmp_path, RULES + rule("A", LANG, "controls: ['nist-800-53r5:AC-99']") + "  - {id: B}\n"
    )
    report = linted(tmp_path, "policy.yaml", "nowhere", select=("policycheck:unknown-control",))
    assert len(report.findings) == 1
    assert {one.path for one in report.errors} == {"policy.yaml", "nowhere"}


def test_what_is_unused_is_not_guessed_where_a_part_cannot_be_read(tmp_path: Path) -> None:
    pack = "policycheck: 1\nid: k\ntitle: K\nparams: {most: {type: integer, default: 3}}\n"
    rules = "rules:\n" + rule("A", "{kind: count, of: links, max: $most}") + "oh: no\n"
    files = {"k/pack.yaml": pack, "k/rules.yaml": rules, "k/lexicons/words.yaml": "entries: [a]\n"}
    written(tmp_path, "", **files)
    assert not linted(tmp_path, "k", select=("policycheck:unused-*",)).findings
    (tmp_path / "k/rules.yaml").write_text(rules.replace("oh: no\n", "").replace("$most", "3"))
    found = linted(tmp_path, "k", select=("policycheck:unused-*",)).findings
    assert [one.rule for one in found] == [
        "policycheck:unused-lexicon",
        "policycheck:unused-parameter",
    ]


def test_several_policies_are_one_report_and_what_they_share_is_said_once(tmp_path: Path) -> None:
    above = RULES + rule("A", LANG, "controls: ['nist-800-53r5:AC-99']")
    files = {
        "above.yaml": above,
        "two.yaml": HEAD.replace("id: p", "id: q") + "extends: [above.yaml]\n",
    }
    written(tmp_path, HEAD + "extends: [above.yaml]\n", **files)
    report = linted(tmp_path, "policy.yaml", "two.yaml", select=("policycheck:unknown-control",))
    assert len(report.findings) == 1
    assert report.policy.id == "p, q"


def test_a_name_of_no_lint_is_refused_with_the_nearest(tmp_path: Path) -> None:
    written(tmp_path, RULES + rule("A", LANG))
    with pytest.raises(UsageError, match="did you mean policycheck:unreachable"):
        linted(tmp_path, select=("policycheck:unreachible",))


def test_a_moved_finding_keeps_its_fingerprint_and_two_that_are_alike_differ(
    tmp_path: Path,
) -> None:
    lists = "{kind: forbidden-text, phrases: [act now, act now, act now]}"
    written(tmp_path, RULES + rule("A", lists))
    before = [one.fingerprint for one in linted(tmp_path, select=QUIET).findings]
    written(tmp_path, "# moved\n" + RULES + rule("A", lists))
    assert [one.fingerprint for one in linted(tmp_path, select=QUIET).findings] == before
    assert len(set(before)) == len(before) == 2


def test_the_catalogue_of_controls_has_as_many_as_nist_counts() -> None:
    nist = catalogues()["nist-800-53r5"]
    assert len(nist.ids) == 1196
    assert len([one for one in nist.ids if "(" not in one]) == 324
    assert len(nist.withdrawn) == 182
    assert nist.withdrawn < nist.ids
    assert {"AC-22", "PL-4(1)", "AU-2", "CA-7(6)", "SI-2(7)", "PM-32"} <= nist.ids - nist.withdrawn
    assert not {"AC-26", "PL-4(2)", "PM-33"} & nist.ids


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_serves_what_lint_finds(name: str, tmp_path: Path) -> None:
    rules = rule("A", "{kind: count, of: links, min: 3}") + rule(
        "B", "{kind: count, of: links, max: 2}"
    )
    written(tmp_path, RULES + rules)
    report = linted(tmp_path)
    text = "".join(render(name, report))
    assert len({one.rule for one in report.findings}) == 4
    for one in report.findings:
        assert one.rule.removeprefix("policycheck:") in text
        assert "policy.yaml" in text


def test_the_json_report_keeps_to_its_schema(tmp_path: Path) -> None:
    import jsonschema

    written(tmp_path, RULES + rule("A", "{kind: forbidden-text, phrases: [act, act now]}"))
    document = json.loads("".join(render("json", linted(tmp_path))))
    schemas = Path(__file__).parents[2] / "schemas"
    schema = json.loads((schemas / "report.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema)
    assert document["summary"]["findings"]["info"] == 4
    assert document["policy"]["rules"] == 1


def test_a_thousand_rules_take_a_few_seconds(tmp_path: Path) -> None:
    kinds = [
        "{{kind: forbidden-text, phrases: [word{0}, other{0}]}}",
        "{{kind: required-text, phrases: [thing{0}]}}",
        "{{kind: count, of: hashtags, max: {0}}}",
        "{{kind: link-hosts, deny: [h{0}.example]}}",
        "{{kind: field, path: category, is: [c{0}, d]}}",
    ]
    rules = "".join(
        rule(f"R{number}", kinds[number % len(kinds)].format(number + 1)) for number in range(1000)
    )
    written(tmp_path, RULES + rules)
    begun = time.process_time()
    report = linted(tmp_path, select=QUIET)
    assert time.process_time() - begun < 20
    assert len(report.findings) < 1000


def test_policies_of_two_agencies_that_contradict_each_other_are_told_before_any_post(
    tmp_path: Path,
) -> None:
    head = "policycheck: 1\nid: {0}\ntitle: {0}\nrules:\n"
    rule = "  - {{id: {0}, title: T, applies_to: post, severity: error,\n     check: {1}}}\n"
    policies = {
        "all.yaml": head.format("all")
        + rule.format("ALL", "{kind: required-fields, fields: [lang]}"),
        "epa.yaml": head.format("epa") + rule.format("LNK", "{kind: count, of: links, min: 2}"),
        "usda.yaml": head.format("usda") + rule.format("FEW", "{kind: count, of: links, max: 1}"),
    }
    for name, text in policies.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "policycheck.yaml").write_text(
        "policy: all.yaml\npolicies: {epa: epa.yaml, usda: usda.yaml}\n"
    )
    project = read_project(tmp_path / "policycheck.yaml")
    now, select = datetime(2026, 11, 23, tzinfo=UTC), ["policycheck:contradiction"]
    (found,) = lint(LintRequest((), tmp_path, now, project, select=select)).findings
    assert "LNK" in found.message
    assert "FEW" in found.message
    assert lint(LintRequest(("epa.yaml",), tmp_path, now, select=select)).findings == ()
