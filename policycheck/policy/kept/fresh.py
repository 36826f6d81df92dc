"""Whether the files that a policy was read from still say what they said."""

from __future__ import annotations

from pathlib import Path

from policycheck.policy.inputs import digest_of, names_of_yaml
from policycheck.policy.kept.entry import KeptInputs
from policycheck.policy.target import file_of

__all__ = ["is_fresh"]


def is_fresh(inputs: KeptInputs) -> bool:
    """Look at everything again that was looked at: names, contents, folders, what was missing."""
    try:
        return (
            all(_still_means(*one) for one in inputs.targets)
            and all(_still_says(path, digest) for path, digest in inputs.files.items())
            and all(names_of_yaml(folder) == names for folder, names in inputs.listings.items())
            and not any(Path(path).is_file() for path in inputs.missing)
        )
    except (OSError, ValueError):
        return False


def _still_means(target: str, base: str, file: str) -> bool:
    return str(file_of(target, Path(base))) == file


def _still_says(path: str, digest: bytes) -> bool:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - a quarter of the time of Path's
        return digest_of(file.read()) == digest
