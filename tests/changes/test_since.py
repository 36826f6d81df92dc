"""--since: what changed is judged, and what it matters to; the rest is there to compare with."""

from __future__ import annotations

from pathlib import Path

import pytest

from .repository import POLICY, PROJECT, Repository

BAD = "Act now"
FILES = {
    "policycheck.yaml": PROJECT,
    "policies/agency.yaml": POLICY,
    "posts/a.md": f"---\naccount: x\n---\n{BAD}: the pool opens at nine\n",
    "posts/b.md": f"---\naccount: y\n---\n{BAD}: the library closes early\n",
    "accounts.yaml": "- {id: x, handle: ax, organization: o}\n- {id: y, handle: ay}\n",
    "moderation.yaml": "[]\n",
}
A, B = ("TXT-001", "posts/a.md"), ("TXT-001", "posts/b.md")


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    made = Repository.at(tmp_path / "repo")
    made.commit(FILES)
    return made


def test_nothing_changed_is_no_finding_and_no_failure(repo: Repository) -> None:
    done = repo.check("--since", "HEAD")
    assert done.status == 0
    assert done.stderr == ""
    commit = repo.git("rev-parse", "HEAD")[:7]
    left = f"(4 records left out, unchanged since HEAD ({commit}))"
    assert done.stdout.startswith(f"Checked no records {left} against 6 rules: no findings")


@pytest.mark.parametrize("committed", [True, False], ids=["committed", "in the work tree"])
def test_only_the_changed_post_is_judged(repo: Repository, *, committed: bool) -> None:
    start = repo.git("rev-parse", "HEAD")
    repo.put({"posts/b.md": f"{BAD}, again\n"})
    if committed:
        repo.commit()
    assert repo.found("--since", start) == {B}
    assert repo.check("--since", start).status == 1
    assert repo.judged("--since", start) == {"posts/b.md"}


@pytest.mark.parametrize(
    "name", ["new.md", "two words.md", "línea.md", "a\nb.md", "tab\t.md", '"q".md', "-x.md"]
)
@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "untracked"])
def test_a_new_file_is_judged_whatever_it_is_called(
    repo: Repository, name: str, *, tracked: bool
) -> None:
    start = repo.git("rev-parse", "HEAD")
    repo.put({f"posts/{name}": f"{BAD}!\n"})
    if tracked:
        repo.commit()
    assert repo.found("--since", start) == {("TXT-001", f"posts/{name}")}


def test_a_file_that_git_ignores_and_the_project_reads_is_new(repo: Repository) -> None:
    repo.commit({".gitignore": "posts/own.md\n"})
    repo.put({"posts/own.md": f"{BAD}!\n"})
    assert repo.found("--since", "HEAD") == {("TXT-001", "posts/own.md")}


def test_a_renamed_file_is_judged_under_its_new_name(repo: Repository) -> None:
    repo.git("mv", "posts/a.md", "posts/c.md")
    assert repo.found("--since", "HEAD") == {("TXT-001", "posts/c.md")}


LISTS = {
    "plan.csv": (
        f'text,account\n"{BAD}, one",x\n"{BAD}, two",y\n',
        f'text,account\n"{BAD}, none",x\n"{BAD}, one",x\n"{BAD}, two",y\n',
        "none",
    ),
    "queue.jsonl": (
        f'{{"text": "{BAD}, one"}}\n{{"text": "{BAD}, two"}}\n',
        f'{{"text": "{BAD}, one"}}\n{{"text": "{BAD}, none"}}\n{{"text": "{BAD}, two"}}\n',
        "none",
    ),
    "drafts.yaml": (
        f"- text: {BAD}, one\n- text: {BAD}, two\n",
        f"- text: {BAD}, one\n# a word between\n- text: {BAD}, 2\n",
        "2",
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_of_a_file_with_many_records_those_are_judged_that_changed(
    repo: Repository, name: str
) -> None:
    before, after, word = LISTS[name]
    repo.commit({name: before})
    repo.put({name: after})
    (found,) = repo.report("--since", "HEAD")["findings"]
    assert found["location"]["path"] == name
    source = (repo.project / name).read_text().split("\n")
    assert word in source[found["location"]["line"] - 1]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_was_renamed_is_compared_with_what_it_was(repo: Repository, name: str) -> None:
    before, _, _ = LISTS[name]
    stem, ending = name.split(".")
    repo.commit({name: before})
    new = f"{stem}2.{ending}"
    repo.git("mv", name, new)
    assert repo.found("--since", "HEAD") == set()
    last = before.rstrip("\n").split("\n")[-1]
    repo.put({new: before + last.replace("two", "three") + "\n"})
    assert len(repo.found("--since", "HEAD")) == 1


def test_where_an_account_changed_its_posts_are_judged_and_no_others(repo: Repository) -> None:
    repo.put({"accounts.yaml": FILES["accounts.yaml"].replace("handle: ax", "handle: bx")})
    assert repo.judged("--since", "HEAD") == {"x", "posts/a.md"}


def test_a_record_about_a_post_goes_with_the_account_of_the_post(repo: Repository) -> None:
    repo.commit({"moderation.yaml": "- {id: m1, post: posts/a.md}\n- {id: m2, post: posts/b.md}\n"})
    repo.put({"accounts.yaml": FILES["accounts.yaml"].replace("handle: ax", "handle: bx")})
    assert repo.judged("--since", "HEAD") == {"x", "posts/a.md", "m1"}


@pytest.mark.parametrize("how", ["row", "file"])
def test_what_referred_to_a_record_that_is_gone_is_judged(repo: Repository, how: str) -> None:
    repo.put({"accounts2.yaml": "- {id: z, handle: az, organization: o}\n"})
    repo.commit({"posts/z.md": "---\naccount: z\n---\nOpen at nine\n"})
    (repo.project / "accounts2.yaml").unlink()
    if how == "row":
        repo.put({"accounts2.yaml": "- {id: w, handle: aw, organization: o}\n"})
    found = repo.found("--since", "HEAD")
    assert ("policycheck:unresolved-reference", "posts/z.md") in found
    assert not found & {A, B}


def test_a_person_that_changed_matters_to_who_refers_to_them(repo: Repository) -> None:
    people = "- {id: p1, name: P}\n- {id: p2, name: Q}\n"
    held = "- {person: p1, account: x, role: author}\n- {person: p2, account: y, role: author}\n"
    repo.commit({"people.yaml": people, "assignments.yaml": held})
    repo.put({"people.yaml": people.replace("name: P", "name: R")})
    judged = repo.judged("--since", "HEAD")
    assert "p1" in judged
    assert "p2" not in judged
    assert "posts/b.md" not in judged


def test_an_assignment_that_ended_matters_to_its_account(repo: Repository) -> None:
    people = "- {id: p1, name: P}\n- {id: p2, name: Q}\n"
    held = "- {person: p1, account: x, role: author}\n- {person: p2, account: y, role: author}\n"
    repo.commit({"people.yaml": people, "assignments.yaml": held})
    repo.put({"assignments.yaml": "- {person: p2, account: y, role: author}\n"})
    assert {"x", "p1"} <= repo.judged("--since", "HEAD")
    assert "y" not in repo.judged("--since", "HEAD")


WHOLE = {
    "the policy": ("policies/agency.yaml", POLICY + "    remedy: write less\n"),
    "a new lexicon": ("policies/lexicons/words.yaml", "id: words\nentries: [a]\n"),
    "the project file": ("policycheck.yaml", PROJECT + "timezone: Europe/Berlin\n"),
    "waivers": ("waivers.yaml", "waivers: []\n"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_what_all_are_judged_by_matters_to_all(repo: Repository, name: str) -> None:
    path, text = WHOLE[name]
    repo.put({path: text})
    report = repo.report("--since", "HEAD")
    assert {A, B} <= {(one["rule"], one["record"]["id"]) for one in report["findings"]}
    assert any(note.startswith("every record is judged: ") for note in report["notes"])
    assert any(path in note for note in report["notes"])


def test_a_lexicon_that_is_gone_matters_to_all(repo: Repository) -> None:
    repo.commit({"policies/lexicons/words.yaml": "id: words\nentries: [a]\n"})
    (repo.project / "policies/lexicons/words.yaml").unlink()
    assert repo.found("--since", "HEAD") >= {A, B}


def test_a_picture_or_a_text_beside_a_record_is_part_of_it(repo: Repository) -> None:
    post = "---\nmedia: [{file: pool.jpg, alt: a pool}]\n---\nAct now, swim\n"
    repo.commit({"posts/pool.md": post, "posts/pool.jpg": "one"})
    repo.put({"posts/pool.jpg": "two"})
    assert repo.found("--since", "HEAD") == {("TXT-001", "posts/pool.md")}


def test_rules_across_records_compare_with_what_did_not_change(repo: Repository) -> None:
    repo.put({"posts/c.md": "The pool opens at nine on every day of the week\n"})
    repo.commit()
    repo.put({"posts/d.md": "The pool opens at nine on every day of the week\n"})
    (found,) = repo.report("--since", "HEAD")["findings"]
    assert (found["rule"], found["record"]["id"]) == ("TWICE-001", "posts/d.md")
    assert found["related"][0]["path"] == "posts/c.md"


def test_a_comment_that_is_gone_is_a_change_of_its_file(repo: Repository) -> None:
    allowed = POLICY.replace("rules:", "waiver_rules: {allow_inline: true}\nrules:", 1)
    one = f"- text: {BAD}, one  # policycheck: allow TXT-001 -- agreed\n- text: {BAD}, two\n"
    repo.commit({"policies/agency.yaml": allowed, "drafts.yaml": one})
    repo.put({"drafts.yaml": one.replace("  # policycheck: allow TXT-001 -- agreed", "")})
    assert len(repo.found("--since", "HEAD")) == 2


def test_a_branch_is_compared_from_where_it_left(repo: Repository) -> None:
    repo.git("checkout", "-q", "-b", "topic")
    repo.commit({"posts/c.md": f"{BAD}, c\n"})
    repo.git("checkout", "-q", "main")
    repo.commit({"posts/a.md": f"{BAD}, changed elsewhere\n", "posts/d.md": f"{BAD}, d\n"})
    repo.git("checkout", "-q", "topic")
    assert repo.found("--since", "main") == {("TXT-001", "posts/c.md")}


@pytest.mark.parametrize("inside", [".", "posts"])
def test_a_project_may_be_a_folder_of_the_repository(tmp_path: Path, inside: str) -> None:
    repo = Repository.at(tmp_path / "my repo", "sites/ägency")
    repo.commit(FILES)
    (repo.folder / "posts").mkdir()
    (repo.folder / "posts" / "a.md").write_text(f"{BAD}, of another project\n")
    repo.put({"posts/b.md": f"{BAD}, b\n"})
    here = Repository(repo.folder, repo.project / inside)
    assert here.found("--since", "main") == {B}


def test_paths_narrow_it_further(repo: Repository) -> None:
    repo.put({"posts/a.md": f"{BAD}, a\n", "posts/b.md": f"{BAD}, b\n"})
    assert repo.found("posts/a.md", "--since", "HEAD") == {A}
    done = repo.check("posts/a.md", "--since", "HEAD", "--format", "concise")
    assert "Checked 1 post against" in done.stdout


def test_without_a_project_the_posts_at_the_paths_are_compared(tmp_path: Path) -> None:
    repo = Repository.at(tmp_path)
    repo.commit({"a.md": "See http://bit.ly/a\n", "b.md": "See http://bit.ly/b\n"})
    repo.put({"b.md": "See http://bit.ly/c\n"})
    assert {record for _, record in repo.found(".", "--since", "HEAD")} == {"b.md"}


def test_a_repository_in_the_repository_is_left_alone(repo: Repository) -> None:
    inner = Repository.at(repo.folder / "inner")
    inner.commit({"x.md": "one\n"})
    repo.git("-c", "advice.addEmbeddedRepo=false", "add", "inner")
    repo.git("commit", "-q", "-m", "x")
    inner.commit({"x.md": "two\n"})
    assert repo.found("--since", "HEAD") == set()


def test_machine_formats_count_the_same(repo: Repository) -> None:
    repo.put({"posts/b.md": f"{BAD}, again\n"})
    assert repo.report("--since", "HEAD")["summary"]["records"] == {"post": 1}
    (note,) = repo.report("--since", "HEAD")["notes"]
    assert note.startswith("3 records left out, unchanged since HEAD (")
    stderr = repo.check("--since", "HEAD", "--format", "sarif").stderr
    assert "(3 records left out, unchanged since HEAD (" in stderr


def test_an_unknown_revision_says_what_to_do(repo: Repository) -> None:
    done = repo.check("--since", "nowhere")
    assert done.status == 2
    assert "there is no revision nowhere here; name a branch" in done.stderr


@pytest.mark.parametrize("revision", ["--help", "-x", "", "HEAD:posts", "HEAD^{tree}", "a..b"])
def test_what_is_no_revision_is_refused_and_never_an_option(
    repo: Repository, revision: str
) -> None:
    done = repo.check(f"--since={revision}")
    assert done.status == 2
    assert done.stderr.startswith("policycheck: --since: there is no revision ")


def test_a_shallow_clone_says_how_to_fetch_more(repo: Repository, tmp_path: Path) -> None:
    start = repo.git("rev-parse", "HEAD")
    repo.commit({"posts/b.md": f"{BAD}, again\n"})
    shallow = tmp_path / "shallow"
    repo.git("clone", "-q", "--depth", "1", repo.folder.as_uri(), str(shallow))
    done = Repository(shallow, shallow).check("--since", start)
    assert done.status == 2
    assert "this clone is shallow: fetch more of its history" in done.stderr
    assert "fetch-depth: 0" in done.stderr


def test_outside_of_a_repository_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Open\n")
    done = Repository(tmp_path, tmp_path).check("a.md", "--since", "HEAD")
    assert done.status == 2
    assert "is in no git repository" in done.stderr


@pytest.mark.parametrize("asked", [("--since", "HEAD"), ("--staged",)])
def test_without_git_it_says_so(
    repo: Repository, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...]
) -> None:
    monkeypatch.setenv("PATH", str(repo.folder))
    done = repo.check(*asked)
    assert done.status == 2
    assert "policycheck: git is not installed, or not on the PATH" in done.stderr


def test_standard_input_has_no_history(repo: Repository) -> None:
    done = repo.check("-", "--since", "HEAD")
    assert done.status == 2
    assert "standard input has no history" in done.stderr
    assert repo.check("--since", "HEAD", "--staged").status == 2


def test_a_platform_matters_to_all(repo: Repository) -> None:
    repo.commit({"platforms.yaml": "- {id: own, name: Own}\n"})
    repo.put({"platforms.yaml": "- {id: own, name: Its own}\n"})
    assert repo.found("--since", "HEAD") >= {A, B}


def test_a_file_of_waivers_that_is_gone_matters_to_all(repo: Repository) -> None:
    repo.commit({"waivers.yaml": "waivers: []\n"})
    (repo.project / "waivers.yaml").unlink()
    assert repo.found("--since", "HEAD") >= {A, B}


def test_the_roles_of_a_person_matter_to_what_they_did(repo: Repository) -> None:
    people = "- {id: p1, name: P}\n- {id: p2, name: Q}\n"
    held = "- {person: p1, account: x, role: author}\n- {person: p2, account: y, role: author}\n"
    post = "---\nauthor: p1\n---\nA word\n"
    other = "---\nauthor: p2\n---\nAnother one\n"
    repo.put({"people.yaml": people, "posts/p1.md": post, "posts/p2.md": other})
    repo.commit({"assignments.yaml": held})
    repo.put(
        {"assignments.yaml": held.replace("account: x, role: author", "account: x, role: owner")}
    )
    judged = repo.judged("--since", "HEAD")
    assert {"posts/p1.md", "p1", "x", "posts/a.md"} <= judged
    assert not {"posts/p2.md", "p2", "y", "posts/b.md"} & judged


def test_a_moderation_that_changed_is_judged_alone(repo: Repository) -> None:
    repo.commit({"moderation.yaml": "- {id: m1, post: posts/a.md}\n- {id: m2, post: posts/b.md}\n"})
    repo.put({"moderation.yaml": "- {id: m1, post: posts/b.md}\n- {id: m2, post: posts/b.md}\n"})
    assert repo.judged("--since", "HEAD") == {"m1"}


def test_a_record_that_moved_to_another_file_is_not_gone(repo: Repository) -> None:
    repo.commit({"posts/c.md": "---\naccount: y\n---\nOpen\n"})
    repo.put({"accounts.yaml": "- {id: x, handle: ax, organization: o}\n"})
    repo.put({"accounts2.yaml": "- {id: y, handle: ay}\n"})
    assert "policycheck:unresolved-reference" not in {
        rule for rule, _ in repo.found("--since", "HEAD")
    }


def test_the_security_part_of_an_account_is_part_of_it(repo: Repository) -> None:
    project = PROJECT.replace("waivers:", "  account_security: [security.yaml]\nwaivers:")
    part = "- {id: x, mfa: {enabled: true}}\n- {id: y, mfa: {enabled: true}}\n"
    repo.commit({"policycheck.yaml": project, "security.yaml": part})
    repo.put({"security.yaml": part.replace("x, mfa: {enabled: true}", "x, mfa: {enabled: false}")})
    assert repo.judged("--since", "HEAD") == {"x", "posts/a.md"}
    repo.put({"security.yaml": "- {id: y, mfa: {enabled: true}}\n"})
    assert repo.judged("--since", "HEAD") == {"x", "posts/a.md"}


def test_a_policy_outside_of_the_repository_is_not_taken_for_unchanged(
    repo: Repository, tmp_path: Path
) -> None:
    (tmp_path / "own.yaml").write_text(POLICY)
    report = repo.report("--since", "HEAD", "--policy", str(tmp_path / "own.yaml"))
    assert "every record is judged: the policy is in no commit here" in report["notes"][0]
