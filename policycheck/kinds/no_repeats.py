"""Fails when the same thing is said twice.

- `scope: post`: within one text, a sentence that comes again, a word right after itself ("the
  the"), the same emoji in a row.
- `scope: account`: a post that says what an earlier one on its account said.
- `scope: project`: the same, whatever the account.

Posts are ordered by their own instant, undated ones last; each later one fails and points to the
first. A record that goes to several accounts is one post said on each: at `project` it repeats
nothing, and at `account` it is compared only with what its own account said. Other wording is no
repeat, so threads and translations are none.

`similarity` is how alike two texts must be, in percent, once their words are sorted; 100 (the
default) means the same words in the same order, whatever the case. Below 100, posts are compared
where they share some of their rare words, as near repeats do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Annotated, NamedTuple

from msgspec.structs import replace

from policycheck.digests import blake2b
from policycheck.kinds.choices import check_choices
from policycheck.kinds.likeness import earliest_likes, likeness
from policycheck.kinds.repeats_in_text import repeats
from policycheck.mistakes.rules import KIND_MISAPPLIED
from policycheck.model.moment import Moment
from policycheck.plan import (
    NOT_APPLICABLE,
    PASSED,
    Binding,
    Case,
    Fact,
    Field,
    Hit,
    Judgement,
    Kind,
    Missing,
    NotCarried,
    Options,
    Part,
    Path,
    Place,
    Plan,
    Selector,
    Tighter,
    Whole,
    decide,
    failed,
    undecided,
)
from policycheck.text.fold import fold

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: no-repeats, scope: post}
  fail: {text: "The road is closed. Take the bus! The road is closed."}
- check: {kind: no-repeats, scope: post}
  pass: {text: "The road is closed. Take the bus! The bridge is closed."}
- check: {kind: no-repeats, scope: post, similarity: 80}
  fail: {text: "The road is closed today. Take the bus! The road is closed to-day."}
- check: {kind: no-repeats, scope: post}
  fail: {text: "Nous fermons la la route."}
- check: {kind: no-repeats, scope: post}
  pass: {text: "Nous fermons la route; la, la, la, chante-t-elle. She had had it."}
- check: {kind: no-repeats, scope: post}
  fail: {text: "Snow is coming ❄️❄️❄️"}
  found: ❄️❄️
- check: {kind: no-repeats, scope: post}
  pass: {text: "Snow is coming ❄️⛄❄️"}
- check: {kind: no-repeats, scope: account}
  pass: {text: Snow is coming, account: agency-x}
- check: {kind: no-repeats, scope: account}
  unknown: {text: Snow is coming}
"""

_SCOPES = ("post", "account", "project")
_SAME = 100
#: One place for all posts, of which there may be many.
_WHERE = Place(("text",))


class NoRepeats(Options):
    scope: Annotated[
        str,
        Tighter.NEITHER,
        Field(
            description="what is compared: a post with itself, with its account, with all",
            json_schema_extra={"enum": list(_SCOPES)},
        ),
    ]
    similarity: Annotated[
        Whole, Tighter.LOWER, Field(ge=1, le=100, description="how alike, in percent")
    ] = 100


class _Said(NamedTuple):
    """What is kept of a post: its words, who says them, and from which record of the project.

    Where only the same words count, a digest stands for them: there may be many posts.
    """

    text: str
    account: str
    origin: str
    id: str
    at: Moment


def plan(options: NoRepeats, bind: Binding) -> Plan:
    check_choices(bind, "scope", (options.scope,), _SCOPES)
    if options.scope == "post":
        selectors = bind.selectors(("text",))
        return Plan(lambda case: _judge_post(case, selectors, options.similarity))
    if bind.each:
        bind.refuse(
            f"scope {options.scope} compares whole posts and cannot stand beside each",
            "scope",
            mistake=KIND_MISAPPLIED,
            advice="leave each out, or write scope: post",
        )
    text, account = bind.path("text"), bind.path("account")

    def gather(case: Case) -> Fact | Judgement:
        fact = _fact(case, text, account if options.scope == "account" else None)
        exact = options.similarity == _SAME
        return _with_digest(fact) if exact and isinstance(fact, Fact) else fact

    def conclude(facts: Sequence[Fact]) -> Sequence[Judgement]:
        return _conclude(facts, options)

    return Plan(gather=gather, conclude=conclude)


def _judge_post(case: Case, selectors: Sequence[Selector], similarity: int) -> Judgement:
    reading = case.read(selectors)
    lang = case.record.fields.get("lang")
    tag = lang if isinstance(lang, str) else ""
    hits = [hit for part in reading.parts for hit in _hits(part, similarity, tag)]
    return decide(hits, reading.missing)


def _hits(part: Part, similarity: int, lang: str) -> Iterator[Hit]:
    for start, end, form, first in repeats(part.text, similarity, lang):
        match = part.text[start:end]
        says = {
            "sentence": f"the sentence “{match}” was said before",
            "word": f"the word “{match}” stands twice",
            "emoji": f"{part.text[slice(*first)]} is repeated",
        }[form]
        alike = round(likeness(fold(match).text, fold(part.text[slice(*first)]).text))
        values = {"match": match, "first": "", "similarity": alike, "says": says}
        related = ((part.place(*first), "first said here"),)
        yield Hit(part.place(start, end), values, "again", related=related)


def _fact(case: Case, text: Path, account: Path | None) -> Fact | Judgement:
    """What is kept of a post; `account` is asked for where accounts are told apart."""
    words = case.value(text)
    if isinstance(words, NotCarried):
        return undecided(words.missing)
    folded = fold(words).text.strip() if isinstance(words, str) else ""
    if not folded:
        return NOT_APPLICABLE
    who = case.value(account) if account else case.record.account
    if isinstance(who, NotCarried):
        return undecided(who.missing)
    if account and not isinstance(who, str):
        return undecided(Missing("account", "the post does not say on which account it stands"))
    name = who if isinstance(who, str) else ""
    record = case.record
    said = _Said(folded, name, _origin(record.id, name), record.id, case.at)
    return Fact(_WHERE, said)


def _with_digest(fact: Fact) -> Fact:
    words = fact.data.text.encode(errors="surrogatepass")
    digest = blake2b(words, digest_size=16).hexdigest()
    return replace(fact, data=fact.data._replace(text=digest))


def _origin(record: str, account: str) -> str:
    """The record of the project: one that goes to several accounts has the account in its id."""
    return record.replace(f"@{account}", "", 1) if account else record


def _conclude(facts: Sequence[Fact], options: NoRepeats) -> list[Judgement]:
    groups: dict[str, list[int]] = defaultdict(list)
    for index, fact in enumerate(facts):
        groups[fact.data.account if options.scope == "account" else ""].append(index)
    judgements = [PASSED] * len(facts)
    for members in groups.values():
        members.sort(key=lambda index: (facts[index].data.at.first, facts[index].data.id))
        for index, first in _repeated([facts[one].data for one in members], options.similarity):
            later, earlier = members[index], members[first]
            judgements[later] = _failed(facts[later], facts[earlier].data, earlier)
    return judgements


def _repeated(said: Sequence[_Said], similarity: int) -> Iterator[tuple[int, int]]:
    """Each post that repeats an earlier one, with the first that it repeats."""
    likes = _likes(said, similarity) if similarity < _SAME else {}
    firsts: dict[str, tuple[int, int | None]] = {}  # of a text, and of it from another record
    for index, one in enumerate(said):
        first, other = firsts.setdefault(one.text, (index, None))
        elsewhere = one.origin != said[first].origin
        if other is None and elsewhere:
            firsts[one.text] = (first, index)
        earlier = likes.get(one.text, first if elsewhere else other)
        if earlier is not None:
            yield index, earlier


def _likes(said: Sequence[_Said], similarity: int) -> dict[str, int]:
    """For each text that is like an earlier one, the first post that says that one."""
    firsts: dict[str, int] = {}
    for index, one in enumerate(said):
        firsts.setdefault(one.text, index)
    texts = list(firsts)
    likes = zip(texts, earliest_likes(texts, similarity), strict=True)
    return {text: firsts[texts[like]] for text, like in likes if like is not None}


def _failed(fact: Fact, first: _Said, index: int) -> Judgement:
    alike = _SAME
    says = f"the text says the same as {first.id}"
    if fact.data.text != first.text:
        alike = round(likeness(fact.data.text, first.text))
        says = f"the text says nearly the same as {first.id} ({alike} %)"
    values = {"match": "", "first": first.id, "similarity": alike, "says": says}
    return failed(Hit(fact.place, values, "again", kin=((index, "first said here"),)))


KIND = Kind(
    name="no-repeats",
    options=NoRepeats,
    plan=plan,
    message="{says}",
    values=("match", "first", "similarity", "says"),
    reads_text=True,
)
