"""Parameters set from outside, to try what another value would do before a policy is written.

Whoever tries a value could write it into the policy itself, so it may loosen what it likes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from policycheck.document import Node
from policycheck.document.yaml import read_yaml
from policycheck.errors import InputError, UsageError
from policycheck.policy.dated import Params
from policycheck.policy.loaded import LoadedPolicy, LoadedRule
from policycheck.policy.parameters import fits
from policycheck.policy.problems import Problems, nearest, with_lines
from policycheck.source import Source

__all__ = ["read_trial_params", "try_params"]


def read_trial_params(option: str, given: tuple[str, ...]) -> dict[str, Node]:
    """The values by name, each read as YAML; its source is called `option name`.

    Raises UsageError for what is not NAME=VALUE, InputError for a value that is no YAML.
    """
    found: dict[str, Node] = {}
    for one in given:
        name, equals, text = one.partition("=")
        if not (name and equals and text.strip()):
            raise UsageError(f"{option} {one}: write NAME=VALUE, such as max_hashtags=5")
        if name in found:
            raise UsageError(f"{option} {name} is given twice; give each parameter once")
        source = Source(f"{option} {name}", text)
        node, problems = read_yaml(source)
        if problems:
            raise InputError(with_lines(problems, source))
        if node is None:
            raise UsageError(f"{option} {one}: there is no value, only a comment")
        found[name] = node
    return found


def try_params(option: str, policy: LoadedPolicy, given: Mapping[str, Node]) -> None:
    """Set parameters for all rules of a loaded policy, in place.

    Raises UsageError for a name that is no parameter or that no rule uses; InputError with the
    place in the value where one does not have the declared type, and with what is wrong with a
    policy in which a name cannot be looked for.
    """
    known = policy.declared.values
    for name in given:
        if name not in known and policy.problems.found:
            raise InputError(policy.problems.found)  # it may stand in what could not be read
        if name not in known:
            raise UsageError(f"{option}: no parameter is called {name}; {nearest(name, known)}")
        if not any(name in rule.names_used() for rule in policy.rules):
            raise UsageError(
                f"{option}: no rule reads the parameter {name} any longer; set the one that "
                "was given its value"
            )
    problems = Problems()
    for name, value in given.items():
        fits(name, value, policy.declared.types, problems)
    if problems.found:
        raise InputError(problems.found)
    shared: dict[int, Params] = {}  # rules that share their parameters still do afterwards
    policy.rules = [_having(rule, given, shared) for rule in policy.rules]
    policy.declared.values = {**known, **given}


def _having(rule: LoadedRule, given: Mapping[str, Node], shared: dict[int, Params]) -> LoadedRule:
    own = {name: value for name, value in given.items() if name in rule.params.values}
    if not own:
        return rule
    params = shared.setdefault(id(rule.params), rule.params.having(own))
    return replace(rule, params=params)
