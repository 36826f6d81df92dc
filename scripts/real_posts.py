"""Write docs/real-posts.md: how often each rule of two packs speaks on real posts, and how rightly.

python scripts/real_posts.py FOLDER > docs/real-posts.md
python scripts/real_posts.py FOLDER --sample       the places to be read for the verdicts
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

from real_rules import audited, rules_table, to_read, verdicts, verdicts_table, wrong_errors

VERDICTS = "real-posts-verdicts.yaml"
COMMAND = ["check", ".", "--policy", "core", "--as-of", "2026-11-23", "--format", "json"]


def main() -> None:
    federal = audited(Path(sys.argv[1]), ".", "--policy", "us-federal")
    if sys.argv[2:] == ["--sample"]:
        print(to_read(federal, list(verdicts(VERDICTS))))
        return
    _core()
    print("\n" + _FEDERAL)
    print("\n".join(rules_table(federal)))
    print("\n" + _READ)
    print("\n".join(verdicts_table(federal, VERDICTS)))
    print("\n" + _ERRORS)
    print("\n".join(wrong_errors(VERDICTS) or ["None."]))


_FEDERAL = """\
## The us-federal pack

The same posts, read as if an agency had written them that has filled none of its lists. None comes
from a government, and no file says who approved it, when it went out or whether it was kept: what
needs that stays undecided.

```console
$ policycheck audit . --policy us-federal --as-of 2026-11-23 --format json
```
"""

_READ = """\
### Right or wrong

Up to 30 places of each rule that found something were read one by one, and are kept with their
verdicts in [real-posts-verdicts.yaml](real-posts-verdicts.yaml). A place is wrong where a careful
reader would not have said it: a name taken for an abbreviation, a text that is hard for its names
alone. A post for several accounts has one place. Rules that were wrong in more than one of five
only ask for a review. What was wrong of A11Y-006 are names, and one abbreviation that a word of
capitals and small letters had spelt out. What was wrong of PLN-001 are titles and names. Of
LNK-001, most lead to the posters' own sites, which an agency lists under `own_domains`.
"""

_ERRORS = """\
### Errors that a careful reader would call wrong

Every error was looked at: the lengths were counted again by other means, and the pictures have no
words between the brackets. The tool of the first repository cuts a text that is too long for its
platform into several posts, in the middle of a sentence; PLN-002 speaks of the text as it was
written. Whoever leaves that to the tool will lower PLN-002.
"""


def _core() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "policycheck", *COMMAND],
        cwd=sys.argv[1],
        stdout=subprocess.PIPE,
        check=False,
    )
    report = json.loads(done.stdout)
    summary = report["summary"]
    found = Counter((one["rule"], one["severity"]) for one in report["findings"])
    unknown = Counter(one["rule"] for one in report["unknown"])
    print("# What two packs say of real posts\n")
    print("The posts are those of two public repositories: usegalaxy-eu/galaxy-social (CC0, 246")
    print("Markdown files) and nodejs/bluesky (MIT, 43 JSON files, of which two are examples that")
    print("are not read). A file that goes to several accounts is a post for each, and a thread is")
    print("a post for each of its parts. The posts are not by government agencies.\n")
    print(f"```console\n$ policycheck {' '.join(COMMAND)}\n```\n")
    print(f"Policy `{report['policy']['id']}`, `{report['policy']['digest']}`.\n")
    print(f"{summary['records']['post']} posts, {report['policy']['rules']} rules: ", end="")
    print(f"{sum(found.values()):,} findings, {summary['unknown']:,} unknown, ", end="")
    print(f"{summary['passed']:,} passed, {summary['not_applicable']:,} not applicable.\n")
    print("| rule | severity | findings | unknown |\n| --- | --- | ---: | ---: |")
    severities = dict(found.keys())
    for rule in sorted({*severities, *unknown}, key=lambda one: (-_of(found, one), one)):
        row = severities.get(rule, ""), _of(found, rule), unknown[rule]
        print(f"| `{rule}` | {row[0]} | {row[1]} | {row[2]} |")


def _of(found: Counter[tuple[str, str]], rule: str) -> int:
    return sum(count for (one, _), count in found.items() if one == rule)


if __name__ == "__main__":
    main()
