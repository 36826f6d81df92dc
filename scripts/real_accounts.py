"""Write docs/real-accounts.md: what two example policies and a pack find on real accounts.

python scripts/real_accounts.py FOLDER > docs/real-accounts.md
python scripts/real_accounts.py FOLDER --sample    the places to be read for the verdicts

FOLDER holds `smr-facebook-2014.csv` and `congress-profiles-2017.json`.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from real_rules import audited as audit_of
from real_rules import rules_table, to_read, verdicts, verdicts_table

VERDICTS = "real-accounts-verdicts.yaml"
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
COMMAND = ["audit", "--as-of", "2026-11-23", "--format", "json"]
REGISTRY, PROFILES = "smr-facebook-2014.csv", "congress-profiles-2017.json"


def audited(example: str, data: Path, *args: str) -> dict[str, Any]:
    """Audit the data in the place of the example's own; the report."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        for name in ("policycheck.yaml", "policy.yaml"):
            shutil.copy(EXAMPLES / example / name, project)
        shutil.copy(data, project / {"registry": "registry.csv"}.get(example, "profiles.json"))
        return audit_of(project, *args)


def main() -> None:
    folder = Path(sys.argv[1])
    profiles = audited("profiles", folder / PROFILES, "--policy", "us-federal")
    if sys.argv[2:] == ["--sample"]:
        print(to_read(profiles, list(verdicts(VERDICTS))))
        return
    print("# What example policies and a pack say of real accounts\n")
    print("`scripts/real_accounts.py` writes this page from one run of each example:\n")
    print(f"```console\n$ policycheck {' '.join(COMMAND)}\n```\n")
    print("The accounts are public records; they are not kept here. A cell is one rule on one")
    print("record.\n")
    _registry(audited("registry", folder / REGISTRY))
    _profiles(audited("profiles", folder / PROFILES), folder / PROFILES)
    registry = audited("registry", folder / REGISTRY, "--policy", "us-federal")
    print("\n" + _FEDERAL)
    print("\n".join(rules_table(registry)))
    print("\n### Profiles and last posts of members of the Congress\n")
    print("\n".join(rules_table(profiles)))
    print("\n" + _READ)
    print("\n".join(verdicts_table(profiles, VERDICTS)))


_FEDERAL = """\
## The us-federal pack

The same files against the pack as it comes, with none of an agency's lists:
`policycheck audit --policy us-federal`. Neither file says how an account is protected, who may use
it or whether its terms were signed; what asks for that stays undecided. Of the profiles, those
labelled as a campaign's are exempt, and so are their posts.

### The registry
"""

_READ = """\
### Right or wrong

Up to 30 places of each rule that found something in profiles or last posts were read one by one,
and are kept with their verdicts in [real-accounts-verdicts.yaml](real-accounts-verdicts.yaml).
ACT-005 is right each time: those profiles link to nothing, or elsewhere. What the registry shows,
empty names of offices (ACT-007) and addresses with http (ACT-011), are counted facts. Wrong of
A11Y-006 are names, numbers of bills, a shouted word and what every reader in the country knows.
"""


def _registry(report: dict[str, Any]) -> None:
    print("## The registry of federal accounts, 2014\n")
    print("An export of the Federal Social Media Registry with the Facebook accounts of federal")
    print("agencies, against `examples/registry`. Its columns are known to policycheck; mapped by")
    print("hand it gives the same.\n")
    print(f"{_judged(report)}\n")
    _rules(report)
    outside = {one["message"].split()[0] for one in _found(report, "REG-003")}
    print(f"\nThe {len(_found(report, 'REG-003'))} entries of REG-003 are of {len(outside)} sites:")
    print(f"{' and '.join(sorted(outside))}. Of joint accounts (REG-004) nothing is wrong; both")
    print("agencies' policies apply. No account stands there twice: REG-005 compares addresses")
    print("without scheme, `www.`, case and the last slash, and finds none.\n")


def _profiles(report: dict[str, Any], profiles: Path) -> None:
    print("## Profiles of members of the Congress, 2017\n")
    print("A quarter of the profiles that the project congresstweets gathered (MIT), each with its")
    print("last post, against `examples/profiles`. A mapping reads the file once as accounts and")
    print("once as posts. Somebody else has labelled each profile as that of an `office` or of a")
    print("`campaign`; no rule reads the label.\n")
    print(f"{_judged(report)}\n")
    _rules(report)
    print("\nWhether a profile links to an official domain (PRO-001), against the label:\n")
    print("| label | links to one | does not | all |\n| --- | ---: | ---: | ---: |")
    table = confusion(report, profiles)
    for label in ("office", "campaign"):
        yes, no = table[label, True], table[label, False]
        print(f"| {label} | {yes} | {no} | {yes + no} |")
    print(f"\n{_reading(table)}\n")
    print("No profile says whether signing in needs a second factor, and no post whether its")
    print("pictures have alternative text: the source has no place for either. SEC-001 and ALT-001")
    print("are undecided for every one and never pass, so that of each account a third is covered.")


def confusion(report: dict[str, Any], profiles: Path) -> Counter[tuple[str, bool]]:
    """Count profiles by their label and by whether they link to an official domain."""
    labels = {one["screen_name"]: one["label"] for one in json.loads(profiles.read_bytes())}
    outcome = {
        one["record"]["id"]: one["outcomes"]["PRO-001"]
        for one in report["audit"]["records"]
        if one["record"]["kind"] == "account"
    }
    assert set(outcome) == set(labels)
    assert set(outcome.values()) <= {"pass", "fail"}
    return Counter((label, outcome[name] == "pass") for name, label in labels.items())


def _reading(table: Counter[tuple[str, bool]]) -> str:
    right = table["office", True] + table["campaign", False]
    share = 100 * right / table.total()
    linked = table["office", True] + table["campaign", True]
    return (
        f"Rule and label agree on {right} of {table.total()} ({share:.0f} %). Of the {linked} that "
        f"link to one,\n{table['campaign', True]} are campaigns; {table['office', False]} offices "
        "link elsewhere or nowhere, which is what the\nrule is there to find."
    )


def _found(report: dict[str, Any], rule: str) -> list[dict[str, Any]]:
    return [one for one in report["findings"] if one["rule"] == rule]


def _judged(report: dict[str, Any]) -> str:
    records = ", ".join(f"{n:,} {kind}s" for kind, n in report["summary"]["records"].items())
    total = report["audit"]["total"]
    return (
        f"{records}: {total['passed']:,} cells passed, {total['failed']:,} failed, "
        f"{total['unknown']:,} unknown."
    )


def _rules(report: dict[str, Any]) -> None:
    outcomes = Counter(
        (rule, outcome)
        for record in report["audit"]["records"]
        for rule, outcome in record["outcomes"].items()
    )
    rules = sorted({rule for rule, _ in outcomes})
    print("| rule | passed | failed | unknown |\n| --- | ---: | ---: | ---: |")
    for rule in rules:
        counts = (f"{outcomes[rule, one]:,}" for one in ("pass", "fail", "unknown"))
        print(f"| `{rule}` | {' | '.join(counts)} |")


if __name__ == "__main__":
    main()
