"""The kinds that look across records, in words."""

from __future__ import annotations

from collections.abc import Callable

from policycheck.policy.wording.in_fields import explained, where_in
from policycheck.policy.wording.saying import Options, joined

__all__ = ["OVER_RECORDS"]


def _people(number: str) -> str:
    return "one person" if number == "1" else f"{number} people"


def _approval(options: Options) -> list[str]:
    people = _people(options.value("at_least", "1"))
    who = f"at least {people}"
    if "roles_each" in options:
        who += f" in each of these roles: {options.items('roles_each', conjunction='and')}"
    elif "roles" in options:
        who += f" in the role {options.items('roles')}"
    if "after_publication" in options:
        within = options.value("after_publication")
        said = [f"within {within} after publication the post has been looked at by {who}"]
    else:
        said = [f"the post has been approved by {who}"]
    if options.flag("other_than_author", default=True):
        said.append("the author's own approval does not count")
    if options.flag("same_content", default=False):
        said.append("what was approved is what the post says")
    if "max_age" in options:
        said.append(f"the approval is no older than {options.value('max_age')} at publication")
    if options.flag("since_windows", default=False):
        said.append(
            "the approval was given after the special period began that the post falls into"
        )
    return said


def _roles_filled(options: Options) -> list[str]:
    people = _people(options.value("at_least", "1"))
    hold = "holds" if people == "one person" else "hold"
    roles = options.words("roles")
    which = f"the role {roles[0]}" if len(roles) == 1 else "each of these roles"
    more = "" if len(roles) == 1 else f": {joined(roles, 'and')}"
    return [f"at least {people} now {hold} {which} on the account{more}"]


def _frequency(options: Options) -> list[str]:
    per = options.value("per", "account")
    most, every = options.value("max"), options.value("every")
    return [f"at most {most} posts go out within any {every}, counted for each {per} apart"]


_AGREED = {
    "dates": "dates",
    "numbers": "numbers",
    "links": "links",
    "names": "names",
}


def _counterpart(options: Options) -> list[str]:
    languages = options.items("languages", conjunction="and")
    said = [f"the post exists in each of these languages: {languages}"]
    if "within" in options:
        said.append(f"they go out no further apart than {options.value('within')}")
    if "agree" in options:
        words = [_AGREED.get(one, one) for one in options.words("agree")]
        said.append(f"they agree in their {joined(words, 'and')}")
    if "names" in options:
        said.append(f"these names are the same in every language: {options.items('names')}")
    return said


_EXPECTED = {"none": "none of", "some": "at least one of", "all": "each of"}


def _overlap(options: Options) -> list[str]:
    terms = explained(options, options.value("terms"))
    texts = joined(options.say.fields.said(path) for path in options.words("with"))
    how = _EXPECTED.get(options.value("expect"), "some of")
    said = [f"{how} these words stands in {texts}: {terms}"]
    if "max_age" in options:
        said.append(f"posts older than {options.value('max_age')} do not count")
    return said


def _same_treatment(options: Options) -> list[str]:
    of = options.say.fields.said(options.value("of"))
    alike = f" with the same {options.value('group')}" if "group" in options else ""
    same = f"they have the same {options.value('compare')}{where_in(options)}"
    return [f"all entries of {of}{alike} were treated alike: {same}"]


_NORMALISED = {
    "url": "the same address written in another way is the same",
    "handle": "a leading @ and capitals make no difference",
    "text": "capitals, quotes and white space make no difference",
}


def _unique(options: Options) -> list[str]:
    paths = [explained(options, path) for path in options.words("fields")]
    what = "this is not the same" if len(paths) == 1 else "these taken together are not the same"
    said = [f"{what} in two records: {joined(paths, 'and')}"]
    if "normalise" in options:
        said.append(_NORMALISED.get(options.value("normalise"), options.value("normalise")))
    return said


OVER_RECORDS: dict[str, Callable[[Options], list[str]]] = {
    "approval": _approval,
    "roles-filled": _roles_filled,
    "frequency": _frequency,
    "counterpart": _counterpart,
    "overlap": _overlap,
    "same-treatment": _same_treatment,
    "unique": _unique,
}
