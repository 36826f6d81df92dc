"""A lexicon beside a policy that nothing names.

A lexicon is a file in the folder `lexicons` beside the policy; a rule names it by the name of the
file, with a dollar before it. A parameter of the same name comes before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.document import Scalar
from policycheck.lint.lint import Flaw, Lint, Subject
from policycheck.model.finding import Severity
from policycheck.policy.rule_file import shown_path
from policycheck.source import Source, Span

__all__ = ["EXAMPLES", "LINT"]

EXAMPLES = """
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: forbidden-text, phrases: $slogans}}
  files:
    lexicons/slogans.yaml: "entries: [act now]\\n"
    lexicons/brands.yaml: "entries: [examplebrand]\\n"
  at: 'lexicons/brands.yaml 1: entries'
  says: no rule names the lexicon brands
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: forbidden-text, phrases: $slogans}}
  files:
    lexicons/slogans.yaml: "entries: [act now]\\n"
"""


def _find(subject: Subject) -> Iterator[Flaw]:
    if subject.policy.problems.found:
        return  # what could not be read may name it
    read = {file.resolve() for file in subject.policy.documents}
    folders = {file.parent for file in read if file.parent.name != "lexicons"}
    for folder in sorted(folders):
        for file in sorted((folder / "lexicons").glob("*.yaml")):
            if file.resolve() not in read:
                path = shown_path(file, subject.base)
                # Where the file begins; what is in it does not matter.
                top = Scalar.cut(Source(path, ""), Span(0, 0))
                yield Flaw(top, f"no rule names the lexicon {file.stem}")


LINT = Lint(
    name="unused-lexicon",
    title="A lexicon changes nothing",
    severity=Severity.WARNING,
    remedy="remove the file, or name it in a rule with a dollar before its name",
    find=_find,
)
