"""Reading the policy of a check, and keeping it for the next."""

from __future__ import annotations

from datetime import tzinfo

from policycheck.errors import InputError
from policycheck.policy.inputs import Inputs
from policycheck.policy.kept.folder import Folder
from policycheck.policy.kept.packing import packed_policy
from policycheck.policy.kept.slot import zone_file
from policycheck.policy.kept.values import NotKept
from policycheck.policy.profiles import load_profiles
from policycheck.policy.shipped import shipped
from policycheck.tasks.policies import CompiledPolicy, compiled_policy
from policycheck.tasks.request import CheckRequest

__all__ = ["keep", "read_policy"]


def read_policy(target: str, request: CheckRequest) -> CompiledPolicy:
    """The policy of that name, read and compiled for the request."""
    return compiled_policy(target, request.root, request.zone, request.own_fields, request.language)


def keep(compiled: CompiledPolicy, folder: Folder, slot: str, zone: tzinfo | None) -> None:
    """Keep a policy with which nothing is wrong. One that cannot be kept is read again."""
    if compiled.loaded.problems.found:
        return  # what is said of it names places, which are not kept
    inputs = compiled.loaded.inputs
    try:
        _add_facts(inputs, zone)
        data = packed_policy(
            compiled.loaded, compiled.program, compiled.sources, load_profiles(), inputs
        )
    except (InputError, LookupError, NotKept, OSError):
        return
    folder.write(slot, data)


def _add_facts(inputs: Inputs, zone: tzinfo | None) -> None:
    """What else a compiled policy depends on: the platforms, and the rules of the zone."""
    files = inputs.listed(shipped("rules") / "platforms")
    of_zone = zone_file(zone)
    for file in [*files, *([of_zone] if of_zone else [])]:
        inputs.read(file, file.read_bytes())
