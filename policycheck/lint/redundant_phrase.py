"""A phrase that is listed twice, or holds a shorter phrase of the same list.

Phrases match as whole words whatever their case, so that a list with `click here` needs neither
`Click Here` nor `click here now`. It looks at the phrases of forbidden-text and required-text,
also where they come from a parameter or a lexicon.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policycheck.document import Scalar, Sequence
from policycheck.lint.forms import Ask
from policycheck.lint.lint import Flaw, Lint, Subject
from policycheck.model.finding import Severity
from policycheck.policy.worded import place_of
from policycheck.text.fold import fold
from policycheck.text.phrases import phrase_form, phrase_places

__all__ = ["EXAMPLES", "LINT"]

EXAMPLES = """
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: forbidden-text, phrases: [click here now, act now, Click here]}}
  at: '3: click here now'
  says: "“click here now” holds “Click here” (policy.yaml:3:71)"
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: forbidden-text, phrases: $slogans}}
  files:
    lexicons/slogans.yaml: "entries: [act now, ACT  now]\\n"
  at: 'lexicons/slogans.yaml 1: ACT'
  says: "“ACT  now” is listed already (lexicons/slogans.yaml:1:11)"
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: forbidden-text, phrases: [click here, clicks, here we go]}}
      - {id: B, title: B, applies_to: post, severity: error,
         check: {kind: forbidden-text, phrases: [vote, Vote], match_case: true}}
"""

_KINDS = ("forbidden-text", "required-text")


def _find(subject: Subject) -> Iterator[Flaw]:
    seen: set[int] = set()
    for form in subject.forms:
        for ask in form.asks:
            node = ask.node.get("phrases") if _compares_whole_words(ask) else None
            items = node.items if isinstance(node, Sequence) else ()
            for flaw in _redundant(one for one in items if isinstance(one, Scalar)):
                if id(flaw.node) not in seen:
                    seen.add(id(flaw.node))
                    yield flaw._replace(rule=form.id)


def _compares_whole_words(ask: Ask) -> bool:
    is_plain = ask.name in _KINDS and ask.options.whole_words and not ask.options.match_case
    return is_plain and getattr(ask.options, "where", "anywhere") == "anywhere"


def _redundant(items: Iterable[Scalar]) -> Iterator[Flaw]:
    by_form: dict[str, Scalar] = {}
    for item in items:
        form = phrase_form(item.text)
        if form in by_form:
            first = by_form[form]
            message = f"“{item.text}” is listed already ({place_of(first)})"
            yield Flaw(item, message, related=((first, "listed here"),))
        elif form:
            by_form[form] = item
    for form, item in by_form.items():
        shorter = next((one for one in _inside(form) if one != form and one in by_form), None)
        if shorter:
            other = by_form[shorter]
            message = f"“{item.text}” holds “{other.text}” ({place_of(other)})"
            yield Flaw(item, message, related=((other, "is enough"),))


def _inside(form: str) -> Iterator[str]:
    """The phrases that stand in a phrase as whole words, where they are divided by spaces."""
    words = form.split(" ")
    text = fold(form)
    for size in range(1, len(words)):
        for start in range(len(words) - size + 1):
            part = " ".join(words[start : start + size])
            if next(phrase_places(text, part), None):
                yield part


LINT = Lint(
    name="redundant-phrase",
    title="A phrase adds nothing to its list",
    severity=Severity.INFO,
    remedy="remove it from the list",
    find=_find,
)
