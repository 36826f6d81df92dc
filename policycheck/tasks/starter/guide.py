"""The README of a new project: how to go on from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet

from policycheck.tasks.starter.answers import Answers
from policycheck.tasks.starter.automation import GITHUB, GITLAB, PRE_COMMIT, github, gitlab, hooks

__all__ = ["guide"]

_GUIDE = """\
# {title}

The social media policy of {name} as rules, and what is checked against it. Everything in
the records is made up: it is there so that you see how they are written.

## Every day

Write a post in `posts/`, one file each, and look at it before it goes out:

```console
policycheck check posts/welcome.md
policycheck check
```

The second line checks all that `policycheck.yaml` names. A finding says what is wrong, where, which
rule asks for it, and what to do. `policycheck explain OWN-001` says more about a rule.

## To begin with

1. Put your own accounts, people and roles in the place of those in `accounts.yaml`, `people.yaml`
   and `roles.yaml`; the three are joined by their ids. An account that is open is `lifecycle:
   active`: then more is asked of it, and `policycheck audit` shows what is still missing.
2. Fill the lists that stand as comments in `policy.yaml`. What a rule cannot decide without them is
   reported as unknown, never as passed.
3. Put your own rules in the place of `OWN-001`. `policycheck new rule OWN-002 --kind required-text`
   adds one with examples; `policycheck test` runs those, `policycheck lint` looks for faults.
4. If you begin with posts that break rules already: `policycheck check --write-baseline
   baseline.json`, and `baseline: baseline.json` in `policycheck.yaml`. From then on only what is
   new fails.
5. What has to be accepted for a while is written down with `policycheck waivers add`: who approved
   it, why, and until when.

"""
_AT_ROOT = """\
## At every change

"""
_HOOKS = """\
`.pre-commit-config.yaml` checks each commit before it is made: `python -m pip install pre-commit`,
then `pre-commit install`, once for each copy of the repository.
"""
_BELOW = """\
## At every change

This project is a folder of a larger repository, and what runs at every change stands at the root of
that. Add these there.
"""
_COMMITS = f"""\
To `repos:` in `{PRE_COMMIT}`, which checks each commit (`pre-commit install`, once for
each copy of the repository):"""
_PARTS: Mapping[str, tuple[str, Callable[[Answers], str]]] = {
    "pre-commit": (_COMMITS, hooks),
    "github": (f"On GitHub, as `{GITHUB}`:", github),
    "gitlab": (f"On GitLab, to `{GITLAB}`:", gitlab),
}


def guide(answers: Answers, without: AbstractSet[str] = frozenset()) -> str:
    """The text of README.md; parts in `without` are left out."""
    text = _GUIDE.format(title=f"Social media of {answers.name}", name=answers.name)
    if not answers.folder:
        return text + _AT_ROOT + _at_root(answers, without)
    return text + _BELOW + "".join(_shown(part, answers) for part in _PARTS if part not in without)


def _at_root(answers: Answers, without: AbstractSet[str]) -> str:
    """What runs at every change, where all stands in its place.

    Who has hooks already leaves the file out, and has something to add to it.
    """
    hooked = _shown("pre-commit", answers).lstrip("\n") if "pre-commit" in without else _HOOKS
    jobs = {"github": GITHUB, "gitlab": GITLAB}
    files = [f"`{file}`" for part, file in jobs.items() if part not in without]
    if not files:
        return hooked
    more = "; remove the one that\nyou do not need" if len(files) > 1 else ""
    say = "" if answers.install else " Say there, at `POLICYCHECK`, what pip installs."
    return f"{hooked}\n{' or '.join(files)} checks what is pushed{more}.{say}\n"


def _shown(part: str, answers: Answers) -> str:
    head, made = _PARTS[part]
    return f"\n{head}\n\n```yaml\n{made(answers)}```\n"
