from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from policycheck.document import Mapping, Scalar, read_yaml
from policycheck.document.yaml_quoting import quoted, scalar
from policycheck.source import Source
from policycheck.waive.append import NewWaiver, with_waiver
from policycheck.waive.surface import waivers_schema
from policycheck.waive.written import read_waivers
from tests.cli.running import Run, run

from .agency import NOW, PROJECT, entries, waiver, write_agency

NEW = NewWaiver(
    "SEC-001", "epa-flickr", "", "", "no second factor", "ortiz", "2026-11-20", "2026-12-15"
)
ARGS = {
    "--record": "epa-flickr",
    "--until": "2026-12-15",
    "--reason": "no second factor",
    "--approved-by": "ortiz",
}
BLOCK = """\
    rule: SEC-001
    record: {id: epa-flickr}
    reason: no second factor
    approved_by: ortiz
    granted: 2026-11-20
    expires: 2026-12-15
"""


def block(indent: int) -> str:
    lines = BLOCK.rstrip("\n").split("\n")
    text = "\n".join(" " * indent + "  " + line.strip() for line in lines) + "\n"
    return text.replace("  rule", "- rule", 1)


def add(folder: Path, rule: str = "SEC-001", **changed: str) -> Run:
    options = {**ARGS, **{f"--{name.replace('_', '-')}": text for name, text in changed.items()}}
    args = [part for name, text in options.items() if text for part in (name, text)]
    return run(folder, "waivers", "add", rule, "--as-of", NOW, *args)


WITH_COMMENTS = """\
# Approved exceptions. Ask legal.

waivers:
# The platform has none.
- {rule: SEC-001, record: {id: epa-x},  reason: "r", approved_by: chen, granted: 2026-10-01,
   expires: 2026-11-01}   # soon over
"""
WIDE = "waivers:\n" + waiver().replace("  - ", "    - ").replace("\n    ", "\n      ")
FORMS = {
    "none": ("", "waivers:\n" + block(2)),
    "comment": ("# Ours\n", "# Ours\nwaivers:\n" + block(2)),
    "no-list": ("waivers:\n", "waivers:\n" + block(2)),
    "null": ("waivers: ~ # none\n", "waivers: # none\n" + block(2)),
    "brackets": ("waivers: []\n", "waivers:\n" + block(2)),
    "brackets-and-comment": ("waivers: [ ]  # none yet", "waivers:  # none yet\n" + block(2)),
    "indented": (WIDE, WIDE + block(4)),
    "comments": (WITH_COMMENTS, WITH_COMMENTS + block(0)),
    "after-a-comment": (WITH_COMMENTS + "# the end", WITH_COMMENTS + "# the end\n" + block(0)),
    "no-line-end": ("waivers:\n" + waiver().rstrip(), "waivers:\n" + waiver() + block(2)),
    "block-scalar": (
        "waivers:\n" + waiver(reason="|+\n      two\n\n      lines\n\n"),
        "waivers:\n" + waiver(reason="|+\n      two\n\n      lines\n\n") + block(2),
    ),
}


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_waiver_is_put_at_the_end_and_all_else_stays_byte_for_byte(name: str, end: str) -> None:
    before, expected = FORMS[name]
    after = with_waiver("w.yaml", before.replace("\n", end), NEW)
    assert after is not None
    # A file of one line says nothing of line ends.
    assert after == expected.replace("\n", end if "\n" in before else "\n")
    waivers, problems = read_waivers([Source("w.yaml", after)], None)
    assert problems == []
    assert (waivers[-1].rule, waivers[-1].reason) == ("SEC-001", "no second factor")


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        (
            "waivers: [{rule: A},\n  {rule: B}, ] # c\n",
            ("waivers: [{rule: A},\n  {rule: B}", ", ] # c\n"),
        ),
        ('{"waivers": [{"rule": "A"}]}\n', ('{"waivers": [{"rule": "A"}', "]}\n")),
        ('{"waivers": []}\n', ('{"waivers": [', "]}\n")),
        ('{"waivers": null, }', ('{"waivers": [', "], }")),
    ],
)
def test_in_brackets_it_is_put_before_the_last_one(before: str, kept: tuple[str, str]) -> None:
    after = with_waiver("w.yaml", before, NEW)
    assert after is not None
    assert after.startswith(kept[0])
    assert after.endswith(kept[1])
    waivers, problems = read_waivers([Source("w.yaml", after)], None)
    assert problems == []
    assert waivers[-1].id == "epa-flickr"
    if before.endswith("}\n"):
        assert json.loads(after)["waivers"][-1]["record"] == {"id": "epa-flickr"}


@pytest.mark.parametrize("text", ["- a\n", "waivers: yes\n", "waivers: [\n", "other: 1\n"])
def test_what_is_no_list_of_waivers_is_left_alone(text: str) -> None:
    assert with_waiver("w.yaml", text, NEW) is None


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
TRICKY = st.sampled_from(
    [
        *("null", "~", "a: b", "a #b", "- a", "'", '"', "\\", "|", "[a, b]", "{a}", "é", "\u202e"),
        *("yes", "1.0", "2026-12-15", "a\r\nb", " a ", "a\n\n", "#", "&a", "*a", "!a", "%a", "@"),
        *(
            "\u2028",
            "\x85",
            "\0",
            "\ufeff",
            "\U0010ffff",
            "😀",
            "a:",
            ":",
            "a:b",
            "---",
            "...",
            "?",
        ),
    ]
)


@given(TEXTS | TRICKY, st.sampled_from(list(FORMS)), TEXTS | TRICKY)
def test_what_is_added_reads_the_same_whatever_the_text(reason: str, form: str, id_: str) -> None:
    new = NEW._replace(reason=reason, record=id_)
    for before in (FORMS[form][0], "waivers: [{rule: A}]\n", '{"waivers": []}\n'):
        old, _ = read_waivers([Source("w.yaml", before)], None)
        after = with_waiver("w.yaml", before, new)
        assert after is not None
        waivers, problems = read_waivers([Source("w.yaml", after)], None)
        assert problems == []
        assert len(waivers) == len(old) + 1
        assert (waivers[-1].reason, waivers[-1].id) == (reason, id_)
        assert [one.reason for one in old] == [one.reason for one in waivers[:-1]]


@given(TEXTS | TRICKY)
def test_a_scalar_reads_as_its_text_in_a_block_and_in_braces(text: str) -> None:
    for written in (f"k: {scalar(text)}\n", f"k: {{a: {scalar(text)}, b: 1}}\n", quoted(text)):
        root, problems = read_yaml(Source("w.yaml", written))
        assert problems == []
        node = root.get("k") if isinstance(root, Mapping) else root
        node = node.get("a") if isinstance(node, Mapping) else node
        assert isinstance(node, Scalar)
        assert (node.text, node.is_null) == (text, False)


def test_added_it_is_in_the_register_and_counts(tmp_path: Path) -> None:
    write_agency(tmp_path)
    done = add(tmp_path)
    assert (done.status, done.stderr) == (0, "")
    assert done.stdout == ("waivers.yaml:2: SEC-001 is waived for epa-flickr until 2026-12-15\n")
    assert (tmp_path / "waivers.yaml").read_text() == "waivers:\n" + block(2)
    assert [one.state for one in entries(tmp_path)] == ["expiring"]
    shown = run(tmp_path, "check", "accounts.yaml", "--as-of", NOW, "--select", "SEC-001")
    assert (shown.status, "waived[SEC-001]" in shown.stdout) == (0, True)


def test_the_day_is_that_of_the_zone_of_the_project(tmp_path: Path) -> None:
    write_agency(tmp_path)
    args = [part for pair in ARGS.items() for part in pair]
    run(tmp_path, "waivers", "add", "SEC-001", "--as-of", "2026-11-20T03:00Z", *args)
    assert "granted: 2026-11-19\n" in (tmp_path / "waivers.yaml").read_text()


def test_a_byte_order_mark_permissions_and_a_link_stay(tmp_path: Path) -> None:
    write_agency(tmp_path)
    real = tmp_path / "real.yaml"
    before = b"\xef\xbb\xbf# caf\xc3\xa9\r\nwaivers:\r\n"
    real.write_bytes(before)
    real.chmod(0o640)
    (tmp_path / "waivers.yaml").symlink_to("real.yaml")
    assert add(tmp_path).status == 0
    assert real.read_bytes().startswith(before + b"  - rule: SEC-001\r\n")
    assert (tmp_path / "waivers.yaml").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"until": "never"}, "expires 'never': expected a date such as 2026-12-01"),
        ({"until": "2026-11-19"}, "it expires (2026-11-19) before it is granted (2026-11-20)"),
        ({"until": "2027-06-01"}, "it lasts 193 days, and for severity error 90 is most"),
        ({"granted": "2026-11-21"}, "it is granted in the future, on 2026-11-21"),
        ({"approved_by": "orti"}, "the approver 'orti' is not on record"),
        ({"approved_by": "chen"}, "chen did not hold the role legal or owner on account"),
        ({"rule": "SEC-01"}, "no rule has the id SEC-01"),
        ({"rule": "LCK-001"}, "the policy does not let LCK-001 be waived"),
        ({"reason": " "}, "reason: the text is empty"),
        ({"evidence": "17"}, "evidence '17' is not an address"),
        ({"kind": "acount"}, "unknown kind of record acount"),
    ],
)
def test_what_would_be_invalid_is_refused_and_nothing_is_written(
    tmp_path: Path, changed: dict[str, str], words: str
) -> None:
    write_agency(tmp_path)
    done = add(tmp_path, **changed)
    assert done.status == 2
    assert done.stderr.startswith(f"policycheck: not added: {words}")
    assert "\n  help: " in done.stderr
    assert not (tmp_path / "waivers.yaml").exists()


def test_a_second_one_for_the_same_time_is_refused(tmp_path: Path) -> None:
    write_agency(tmp_path, waiver())
    before = (tmp_path / "waivers.yaml").read_bytes()
    done = add(tmp_path)
    assert (done.status, (tmp_path / "waivers.yaml").read_bytes()) == (2, before)
    assert "the same is waived for the same time at waivers.yaml:2" in done.stderr


def test_one_that_is_for_nothing_is_added_with_a_word(tmp_path: Path) -> None:
    write_agency(tmp_path)
    done = add(tmp_path, record="epa-x", approved_by="chen")
    assert done.status == 0
    assert done.stderr == "note: this waiver is unused: SEC-001 did not fail on epa-x\n"


@pytest.mark.parametrize(
    ("key", "file"),
    [
        ("new/folder/w.yaml", "new/folder/w.yaml"),
        ("[more/*.yaml, w.yaml]", "w.yaml"),
        ("more/*.yaml", "more/b.yaml"),
    ],
)
def test_the_file_is_the_one_that_the_project_names(tmp_path: Path, key: str, file: str) -> None:
    write_agency(tmp_path, policycheck=PROJECT.replace("waivers.yaml", key))
    (tmp_path / "more").mkdir()
    (tmp_path / "more/b.yaml").write_text("waivers: []\n")
    (tmp_path / "more/c.yaml").write_text("waivers: []\n")
    done = add(tmp_path)
    assert done.stdout.startswith(f"{file}:2: ")
    assert len(entries(tmp_path)) == 1


@pytest.mark.parametrize(
    ("project", "words"),
    [
        (PROJECT.replace("waivers: waivers.yaml\n", ""), "write in it: waivers: waivers.yaml"),
        (PROJECT.replace("waivers.yaml", "more/*.yaml"), "no file is called more/*.yaml"),
    ],
)
def test_without_a_file_to_write_to_it_says_what_to_do(
    tmp_path: Path, project: str, words: str
) -> None:
    done = add(write_agency(tmp_path, policycheck=project))
    assert done.status == 2
    assert words in done.stderr


def test_a_file_of_an_odd_form_is_refused_rather_than_broken(tmp_path: Path) -> None:
    for text in ("waivers: yes\n", "waivers:\n" + waiver() + "...\n", "\x01"):
        write_agency(tmp_path, waivers=text)
        done = add(tmp_path)
        assert (done.status, (tmp_path / "waivers.yaml").read_text()) == (2, text)
        assert "waivers.yaml:1:1: " in done.stderr


def test_nothing_is_written_where_records_cannot_be_read(tmp_path: Path) -> None:
    write_agency(tmp_path, people="ortiz: [\n")
    done = add(tmp_path)
    assert (done.status, (tmp_path / "waivers.yaml").exists()) == (2, False)
    assert done.stderr.startswith("people.yaml:")


def test_a_record_or_an_account_is_asked_for(tmp_path: Path) -> None:
    write_agency(tmp_path)
    for changed in ({"record": ""}, {"account": "epa-x"}):
        done = add(tmp_path, **changed)
        assert done.status == 2
        assert "give either --record or --account" in done.stderr


def test_what_is_added_meets_the_schema() -> None:
    validator = Draft202012Validator(waivers_schema())
    good = json.loads(with_waiver("w.yaml", '{"waivers": []}', NEW) or "")
    assert validator.is_valid(good)
    for change in (
        {"record": {"kind": "post"}},
        {"record": {"id": "a", "account": "b"}},
        {"expires": "never"},
        {"reason": ""},
        {"evidense": "https://a.example"},
    ):
        assert not validator.is_valid({"waivers": [{**good["waivers"][0], **change}]})
