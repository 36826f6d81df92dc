"""What cannot be read, used or compared is named with its place, and the rest is still done."""

from __future__ import annotations

from pathlib import Path

import pytest

from policycheck.errors import InputError, UsageError

from .compared import compared, only, pack, policy, rule, turned, written

SIZE = "{{kind: text-length, method: code_points, max: {}}}"
POSTS: list[dict[str, object]] = [{"id": "long", "text": "one two three four"}]
LAX, STRICT = (policy(rule("size", SIZE.format(most))) for most in (99, 10))


def test_a_policy_that_is_nowhere_is_named_and_the_records_are_still_read(tmp_path: Path) -> None:
    posts = tmp_path / "posts.jsonl"
    posts.write_text('{"id": "long", "text": "one"}\n{"id": \n', encoding="utf-8")
    found = compared(tmp_path, LAX, STRICT, named=("old.yaml", "nowhere.yaml"))
    first, second = sorted(str(problem) for problem in found.errors)
    assert first == "nowhere.yaml:1:1: cannot be read: No such file or directory"
    assert second.startswith("posts.jsonl:2:")
    assert (found.judged, found.not_compared, found.gone_rules) == (1, ("size",), ())


def test_a_rule_that_one_policy_cannot_use_is_neither_new_nor_gone(tmp_path: Path) -> None:
    other = rule("fine", SIZE.format(99))
    wrong = rule("size", "{kind: text-length, method: code_point, max: 10}")
    old = policy(rule("size", SIZE.format(99)), other)
    found = compared(tmp_path, old, policy(wrong, other.replace("99", "10")), POSTS)
    assert [str(one).partition(": ")[0] for one in found.errors] == ["new.yaml:5:105"]
    assert (found.new_rules, found.gone_rules, found.not_compared) == ((), (), ("size",))
    assert dict(only(found.rules).counts) == {"pass_to_fail": 1}
    assert any("not compared" in note for note in found.notes)


def test_a_rule_in_a_part_that_could_not_be_read_is_not_called_gone(tmp_path: Path) -> None:
    files = pack(rule("size", SIZE.format(99)), params="  most: {type: integer, default: 9}\n")
    written(tmp_path, {**files, "pack/more.yaml": "title: [\n"})
    found = compared(
        tmp_path, policy(rule("extra", SIZE.format(9))), "", POSTS, named=("old.yaml", "pack")
    )
    assert found.gone_rules == ()
    assert [one.rule for one in found.new_rules] == ["size"]
    assert found.not_compared == ("extra",)
    assert found.errors[0].path == "pack/more.yaml"


def test_no_record_is_no_success(tmp_path: Path) -> None:
    written(tmp_path, {"posts.jsonl": "\n"})
    found = compared(tmp_path, LAX, STRICT)
    assert [one.path for one in found.errors] == ["posts.jsonl"]
    assert "no record was found" in found.errors[0].message


def test_rows_that_cannot_be_read_are_named_and_the_others_are_compared(tmp_path: Path) -> None:
    rows = ['{"id": "a", "text": "one two three four"}', '{"id": "b", "text": [}', '{"id": "c"}']
    written(tmp_path, {"posts.jsonl": "\n".join(rows)})
    found = compared(tmp_path, LAX, STRICT)
    assert [(one.path, one.line) for one in found.errors] == [("posts.jsonl", 2)]
    assert dict(only(found.rules).counts) == {"pass_to_fail": 1}
    assert found.judged == 2


def test_a_field_with_two_types_is_named_with_both_places_and_the_rest_is_compared(
    tmp_path: Path,
) -> None:
    def having(type_: str, most: int, wanted: str) -> str:
        return policy(
            rule("size", SIZE.format(most)),
            rule("level", f"{{kind: field, path: level, is: {wanted}}}"),
            head=f"fields: {{post.level: {type_}}}\n",
        )

    posts = [{**POSTS[0], "level": 5}]
    found = compared(tmp_path, having("string", 99, "high"), having("number", 10, "5"), posts)
    messages = [str(one) for one in found.errors]
    assert (
        "old.yaml:4:22: post.level is string in the old policy, and number in the new one at "
        "new.yaml:4:22" in messages
    )
    assert any(one.startswith("old.yaml:7:") for one in messages), "no number is high"
    assert found.not_compared == ("level",)
    assert dict(only(found.rules).counts) == {"pass_to_fail": 1}


def test_a_field_that_only_one_policy_has_is_read_for_it(tmp_path: Path) -> None:
    asks = rule("level", "{kind: required-fields, fields: [level]}")
    new = policy(asks, head="fields: {post.level: number}\n")
    found = compared(tmp_path, policy(), new, [{**POSTS[0], "level": 5}, {"text": "none"}])
    assert found.errors == ()
    assert only(found.new_rules).counts == {"pass": 1, "fail": 1}


PARAMS = "  most: {type: integer, default: 9}\n  unread: {type: string, default: x}\n"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("mots=5", "--new-param: no parameter is called mots; did you mean most?"),
        ("most", "--new-param most: write NAME=VALUE"),
        ("most=", "--new-param most=: write NAME=VALUE"),
        ("most=# 5", "--new-param most=# 5: there is no value, only a comment"),
        ("unread=y", "--new-param: no rule reads the parameter unread any longer"),
    ],
)
def test_what_cannot_be_tried_is_refused(tmp_path: Path, given: str, said: str) -> None:
    written(tmp_path, pack(rule("size", SIZE.format("$most")), params=PARAMS))
    with pytest.raises(UsageError) as refused:
        compared(tmp_path, "", "", POSTS, named=("pack", "pack"), new_params=(given,))
    assert str(refused.value).startswith(said)


def test_a_parameter_is_given_once(tmp_path: Path) -> None:
    written(tmp_path, pack(rule("size", SIZE.format("$most")), params=PARAMS))
    with pytest.raises(UsageError, match="--old-param most is given twice"):
        compared(tmp_path, "", "", POSTS, named=("pack", "pack"), old_params=("most=1", "most=2"))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("many", "--new-param most:1:1: parameter most: expected a whole number, found 'many'"),
        ("[1, 2", "--new-param most:1:6: "),
        ("[{value: 1}, {value: x}]", "--new-param most:1:22: parameter most: expected a whole"),
    ],
)
def test_a_value_that_is_of_another_type_is_refused_with_its_place(
    tmp_path: Path, value: str, said: str
) -> None:
    written(tmp_path, pack(rule("size", SIZE.format("$most")), params=PARAMS))
    with pytest.raises(InputError) as refused:
        compared(tmp_path, "", "", POSTS, named=("pack", "pack"), new_params=(f"most={value}",))
    assert any(str(one).startswith(said) for one in refused.value.problems)


def test_a_value_that_a_rule_cannot_take_is_refused_with_its_place(tmp_path: Path) -> None:
    own = policy(rule("size", SIZE.format("$most")), head="params: {most: 9}\n")
    with pytest.raises(InputError) as refused:
        compared(tmp_path, own, own, POSTS, old_params=("most=-5",))
    (problem,) = refused.value.problems
    assert (problem.path, problem.line, problem.column) == ("--old-param most", 1, 1)


def test_a_parameter_of_a_policy_that_cannot_be_read_says_what_is_wrong_with_that(
    tmp_path: Path,
) -> None:
    with pytest.raises(InputError, match=r"no policy file and no pack is called nowhere"):
        compared(tmp_path, LAX, LAX, POSTS, named=("old.yaml", "nowhere"), new_params=("most=5",))


def test_a_value_may_be_looser_than_any_policy_below_might_set(tmp_path: Path) -> None:
    written(tmp_path, pack(rule("size", SIZE.format("$most")), params=PARAMS))
    found = compared(tmp_path, "", "", POSTS, named=("pack", "pack"), new_params=("most=50",))
    assert turned(found) == {"size": {"fail_to_pass": 1}}


def test_a_list_and_dated_values_can_be_tried(tmp_path: Path) -> None:
    says = rule("says", "{kind: forbidden-text, phrases: $phrases}")
    written(tmp_path, pack(says, params="  phrases: {type: list, default: [never]}\n"))
    posts: list[dict[str, object]] = [
        {"text": "rain and sun", "published_at": f"2026-0{month}-05"} for month in (1, 3)
    ]
    tried = ("phrases=[{value: [never], to: 2026-01-31}, {value: [sun], from: 2026-02-01}]",)
    found = compared(tmp_path, "", "", posts, named=("pack", "pack"), new_params=tried)
    assert turned(found) == {"says": {"pass_to_fail": 1}}
    assert found.months == {"2026-03": {"pass_to_fail": 1}}


def test_a_selection_that_names_no_rule_of_either_policy_is_refused(tmp_path: Path) -> None:
    old = policy(rule("size", SIZE.format(9)), rule("left", SIZE.format(9)))
    assert compared(tmp_path, old, STRICT, POSTS, select=["left"]).gone_rules
    with pytest.raises(UsageError, match="no rule has the id lft; did you mean left"):
        compared(tmp_path, old, STRICT, POSTS, select=["lft"])
