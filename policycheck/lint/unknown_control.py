"""A control that no catalogue has, or that its catalogue has withdrawn.

Rules name the controls that they serve as `nist-800-53r5:AC-22`, an enhancement as
`nist-800-53r5:PL-4(1)`. policycheck ships the numbers of the controls, not their wording.
"""

from __future__ import annotations

from collections.abc import Iterator

from policycheck.document import Mapping, Scalar, Sequence
from policycheck.lint.controls import Catalogue, catalogues
from policycheck.lint.lint import Flaw, Lint, Subject
from policycheck.model.finding import Severity
from policycheck.policy.compile import RuleSource
from policycheck.policy.problems import nearest

__all__ = ["EXAMPLES", "LINT"]

EXAMPLES = """
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: field, path: lang, is: en},
         controls: ["nist-800-53r5:AC-22", "nist-800-53r5:AC-26"]}
  at: '4: "nist-800-53r5:AC-26"'
  says: "NIST Special Publication 800-53, Revision 5 has no control AC-26"
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: field, path: lang, is: en},
         controls: ["nist-800-53r5:AC-2(10)"]}
  at: '4: "nist'
  says: "AC-2(10) is withdrawn from NIST Special Publication 800-53, Revision 5"
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: field, path: lang, is: en},
         controls: [AC-22]}
  at: '4: AC-22'
  says: AC-22 names no catalogue
- policy: |
    rules:
      - {id: A, title: A, applies_to: post, severity: error,
         check: {kind: field, path: lang, is: en},
         controls: ["nist-800-53r5:AC-2(13)", "nist-800-53r5:PL-4(1)", "nist-800-53r5:PM-32"]}
"""


def _find(subject: Subject) -> Iterator[Flaw]:
    for source in subject.sources:
        for node in _named(source):
            message, remedy = _wrong(node.text)
            if message:
                yield Flaw(node, message, source.surface.id, remedy)


def _named(source: RuleSource) -> Iterator[Scalar]:
    node = source.loaded.node
    controls = node.get("controls") if isinstance(node, Mapping) else None
    items = controls.items if isinstance(controls, Sequence) else [controls]
    yield from (item for item in items if isinstance(item, Scalar))


def _wrong(text: str) -> tuple[str, str]:
    """What is wrong with the id of a control, and what to do; '' where nothing is."""
    name, colon, control = text.partition(":")
    known = catalogues()
    if not colon:
        return f"{text} names no catalogue", f"write such as {min(known)}:{text}"
    catalogue = known.get(name)
    if catalogue is None:
        return f"policycheck knows no catalogue {name}", nearest(name, known)
    if control not in catalogue.ids:
        return f"{catalogue.title} has no control {control}", _known(control, catalogue)
    if control in catalogue.withdrawn:
        advice = "look up in the catalogue which control it was moved to, and name that"
        return f"{control} is withdrawn from {catalogue.title}", advice
    return "", ""


def _known(control: str, catalogue: Catalogue) -> str:
    """Which controls there are near one that is not."""
    base, bracket, _ = control.partition("(")
    family = base.partition("-")[0]
    count = len([one for one in catalogue.ids if one.startswith(f"{base}(")])
    if bracket and base in catalogue.ids:
        return (
            f"{base} has {count} enhancements, written such as {base}(1)"
            if count
            else (f"{base} has no enhancements")
        )
    named = [one for one in catalogue.ids if one.startswith(f"{family}-") and "(" not in one]
    if named:
        return f"{family} has the controls {family}-1 to {family}-{len(named)}"
    families = {one.partition("-")[0] for one in catalogue.ids}
    return f"families: {', '.join(sorted(families))}"


LINT = Lint(
    name="unknown-control",
    title="A rule names a control that does not exist",
    severity=Severity.WARNING,
    remedy="name a control of the catalogue, such as nist-800-53r5:AC-22",
    find=_find,
)
