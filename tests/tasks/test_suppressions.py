"""Comments that suppress findings: what they cover, and what is said where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from policycheck.model.finding import Outcome, Severity
from policycheck.model.report import Report
from policycheck.policy.project_file import read_project
from policycheck.tasks.audit import audit
from policycheck.tasks.check import CheckRequest, check

from .projects import NOW, rule, written

RULES = (
    rule("TXT", "post", "{kind: forbidden-text, phrases: [act now]}")
    + rule("LNK", "post", "{kind: link-hosts, deny: [bit.ly]}")
    + rule("LOCK", "post", "{kind: forbidden-text, phrases: [locked]}", "waivable: false")
    + rule("ACC", "account", "{kind: required-fields, fields: [bio]}")
)
SITE = """
policy: policy.yaml
records: {posts: ["posts/*"], accounts: ["accounts*.yaml"]}
"""
MALFORMED, UNUSED = "policycheck:malformed-suppression", "policycheck:unused-suppression"


def request(folder: Path, files: dict[str, str], inline: str = "true") -> CheckRequest:
    head = "policycheck: 1\nid: p\ntitle: P\n"
    rules = f"waiver_rules: {{allow_inline: {inline}}}\n" if inline else ""
    written(folder, {"policycheck.yaml": SITE, **files})
    (folder / "policy.yaml").write_text(f"{head}{rules}rules:\n{RULES}")
    return CheckRequest((), folder, NOW, read_project(folder / "policycheck.yaml"))


def of(folder: Path, files: dict[str, str], inline: str = "true") -> Report:
    report = check(request(folder, files, inline))
    assert not report.errors, report.errors
    return report


def marks(report: Report) -> list[str]:
    """Each finding as `line rule`, with ~ where it is waived."""
    return [
        f"{one.location.line} {'~' * (one.outcome is Outcome.WAIVED)}{one.rule}"
        for one in report.findings
    ]


def allow(rules: str) -> str:
    return f"policycheck: allow {rules} -- a reason"


def test_a_comment_in_markdown_waives_its_rule_and_says_where_it_stands(tmp_path: Path) -> None:
    report = of(tmp_path, {"posts/a.md": f"Act now: bit.ly/x\n\n<!-- {allow('TXT')} -->\n"})
    assert marks(report) == ["1 ~TXT", "1 LNK"]
    assert report.findings[0].waiver == "inline suppression at posts/a.md:3: a reason"
    assert report.summary.waived == 1
    assert report.summary.findings[Severity.ERROR] == 1


def test_one_comment_may_name_several_rules(tmp_path: Path) -> None:
    text = f"---\nlang: en # {allow('TXT, LNK')}\n---\nAct now: bit.ly/x, act now.\n"
    assert marks(of(tmp_path, {"posts/a.md": text})) == ["4 ~TXT", "4 ~LNK", "4 ~TXT"]


def test_a_comment_covers_no_other_file(tmp_path: Path) -> None:
    files = {"posts/a.md": f"Act now. <!-- {allow('TXT')} -->\n", "posts/b.md": "Act now.\n"}
    assert marks(of(tmp_path, files)) == ["1 ~TXT", "1 TXT"]


def test_a_file_for_several_accounts_is_covered_for_each(tmp_path: Path) -> None:
    text = f"---\naccount: [a, b]\n---\nAct now. <!-- {allow('TXT')} -->\n"
    accounts = "- {id: a, platform: x, bio: B}\n- {id: b, platform: x, bio: B}\n"
    report = of(tmp_path, {"posts/a.md": text, "accounts.yaml": accounts})
    assert marks(report) == ["4 ~TXT", "4 ~TXT"]


def test_a_comment_is_about_the_post_of_a_thread_that_it_stands_in(tmp_path: Path) -> None:
    head = "---\nmedia: [x-a]\nhashtags: {x-a: [pool]}\n---\n"
    text = f"{head}Act now.\n\n\nAct now. <!-- {allow('TXT')} -->\n"
    assert marks(
        of(tmp_path, {"posts/a.md": text, "accounts.yaml": "[{id: x-a, platform: x, bio: B}]"})
    ) == ["5 TXT", "8 ~TXT"]


IN_YAML = {
    "before a record": f"# {allow('TXT')}\n- text: act now\n- text: act now\n",
    "in a record": f"- lang: en # {allow('TXT')}\n  text: act now\n- text: act now\n",
    "after its last value": f"- text: act now # {allow('TXT')}\n- text: act now\n",
    "below it, indented": f"- text: act now\n  # {allow('TXT')}\n- text: act now\n",
    "on the line of the dash": f"- # {allow('TXT')}\n  text: act now\n- text: act now\n",
    "between its fields": f"- lang: en\n# {allow('TXT')}\n  text: act now\n- text: act now\n",
    "under its id": f"a: # {allow('TXT')}\n  text: act now\nb:\n  text: act now\n",
    "beside a block": f"- text: | # {allow('TXT')}\n    act now\n- text: act now\n",
}


@pytest.mark.parametrize("text", IN_YAML.values(), ids=IN_YAML)
def test_a_comment_in_yaml_is_about_the_record_it_stands_in_or_before(
    tmp_path: Path, text: str
) -> None:
    found = marks(of(tmp_path, {"posts/a.yaml": text}))
    assert [mark.split()[1] for mark in found] == ["~TXT", "TXT"]


def test_a_comment_between_records_is_about_the_next(tmp_path: Path) -> None:
    text = f"- text: act now\n# {allow('TXT')}\n- text: act now\n"
    assert marks(of(tmp_path, {"posts/a.yaml": text})) == ["1 TXT", "3 ~TXT"]


def test_a_comment_after_all_records_is_about_none(tmp_path: Path) -> None:
    text = f"- text: act now\n# {allow('TXT')}\n"
    assert marks(of(tmp_path, {"posts/a.yaml": text})) == ["1 TXT", f"2 {UNUSED}"]


def test_other_records_than_posts_are_covered_too(tmp_path: Path) -> None:
    text = f"- {{id: a, platform: x}} # {allow('ACC')}\n- {{id: b, platform: x}}\n"
    assert marks(of(tmp_path, {"accounts.yaml": text})) == ["1 ~ACC", "2 ACC"]


NO_COMMENTS = {
    "a.md": f"```\n<!-- {allow('TXT')} -->\n```\nact now\n",
    "b.md": f"---\ncategory: 'x # {allow('TXT')}'\n---\nact now\n",
    "c.md": f"# {allow('TXT')}\n\nact now\n",
    "a.yaml": f"text: 'act now # {allow('TXT')}'\n",
    "b.yaml": f"text: |\n  act now\n  # {allow('TXT')}\n",
    "c.yaml": f"text: 'act now <!-- {allow('TXT')} -->'\n",
    "a.json": f'{{"text": "act now # {allow("TXT")}"}}\n',
    "a.csv": f"text\nact now <!-- {allow('TXT')} -->\n",
}


@pytest.mark.parametrize("name", NO_COMMENTS)
def test_what_is_posted_is_no_comment(tmp_path: Path, name: str) -> None:
    found = of(tmp_path, {f"posts/{name}": NO_COMMENTS[name]}).findings
    assert [(one.rule, one.outcome) for one in found] == [("TXT", Outcome.FAIL)]


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("policycheck: allow TXT", "no reason is given after two hyphens"),
        ("policycheck: allow -- a reason", "no rule is named here"),
        ("policycheck: alow TXT -- a reason", "expected allow, found alow"),
        ("policychek: allow TXT -- a reason", "expected policycheck:, found policychek:"),
        (allow("TXT, TXY"), "no rule has the id TXY"),
        (allow("*"), "no rule has the id *"),
        (allow("TX*"), "no rule has the id TX*"),
        (allow("LOCK, TXT"), "the policy says that LOCK is never waived"),
        (allow(f"TXT, {UNUSED}"), f"{UNUSED} is policycheck's own and is never suppressed"),
    ],
)
@pytest.mark.parametrize("form", ["Act now. <!-- {} -->\n", "---\nlang: en # {}\n---\nAct now.\n"])
def test_a_comment_with_a_fault_suppresses_nothing_and_is_an_error(
    tmp_path: Path, comment: str, said: str, form: str
) -> None:
    text = form.replace("{}", comment)
    report = of(tmp_path, {"posts/a.md": text})
    outcomes = {one.rule: one for one in report.findings}
    assert outcomes["TXT"].outcome is Outcome.FAIL
    fault = outcomes[MALFORMED]
    assert fault.message == f"this comment suppresses nothing: {said}"
    assert fault.severity is Severity.ERROR
    assert fault.label
    assert fault.record.id == "posts/a.md"
    line = text.split("\n")[fault.location.line - 1]
    place = line[fault.location.column - 1 : fault.location.end_column - 1]
    assert place.strip() in said + comment
    assert report.summary.waived == 0


def test_an_unknown_rule_is_told_the_nearest(tmp_path: Path) -> None:
    (_, fault) = of(tmp_path, {"posts/a.md": f"Act now. <!-- {allow('LNKK')} -->\n"}).findings
    assert fault.label == "did you mean LNK?"


def test_a_comment_that_is_never_closed_is_told(tmp_path: Path) -> None:
    report = of(tmp_path, {"posts/a.md": f"Rain. <!-- {allow('TXT')}\n"})
    (one,) = report.findings
    assert "never closed" in one.message


@pytest.mark.parametrize("inline", ["", "false"])
@pytest.mark.parametrize("comment", [allow("TXT"), "policycheck: alow TXT"])
def test_where_comments_are_not_allowed_every_one_is_an_error(
    tmp_path: Path, inline: str, comment: str
) -> None:
    report = of(tmp_path, {"posts/a.md": f"Act now. <!-- {comment} -->\n"}, inline)
    assert marks(report) == ["1 TXT", f"1 {MALFORMED}"]
    assert "does not allow suppression by a comment" in report.findings[1].message


def test_a_rule_that_does_not_fail_is_an_unused_suppression(tmp_path: Path) -> None:
    text = f"Act now. <!-- {allow('TXT, LNK')} -->\n"
    report = of(tmp_path, {"posts/a.md": text})
    assert marks(report) == ["1 ~TXT", f"1 {UNUSED}"]
    unused = report.findings[1]
    assert unused.severity is Severity.WARNING
    place = unused.location
    assert text[place.column - 1 : place.end_column - 1] == "LNK"


def test_of_a_rule_that_was_not_run_nothing_is_said(tmp_path: Path) -> None:
    files = {"posts/a.md": f"Rain. <!-- {allow('TXT')} -->\n"}
    asked = replace(request(tmp_path, files), select=["LNK", "policycheck:*"])
    assert check(asked).findings == ()


def test_the_findings_about_comments_can_be_ignored(tmp_path: Path) -> None:
    files = {"posts/a.md": f"Act now. <!-- {allow('LNK')} --><!-- policycheck: alow TXT -->\n"}
    asked = replace(request(tmp_path, files), ignore=["policycheck:*"])
    assert marks(check(asked)) == ["1 TXT"]


def test_a_private_value_in_a_reason_is_masked(tmp_path: Path) -> None:
    reason = "policycheck: allow PII -- the claim of 078-05-1120"
    files = {"posts/a.md": f"Claim 078-05-1120 <!-- {reason} -->\n"}
    asked = request(tmp_path, files)
    with (tmp_path / "policy.yaml").open("a") as policy:
        policy.write(
            rule("PII", "post", "{kind: sensitive-data, detectors: [us-ssn, payment-card]}")
        )
    (one,) = check(asked).findings
    assert one.waiver.endswith("the claim of ***-**-****")


def test_a_cell_is_waived_where_a_comment_covers_it(tmp_path: Path) -> None:
    files = {"posts/a.md": f"Act now. <!-- {allow('TXT')} -->\n"}
    found = audit(request(tmp_path, files)).audit
    assert found is not None
    assert found.records[0].outcomes["TXT"] is Outcome.WAIVED
