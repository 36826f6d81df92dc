"""Two versions of a policy in a folder, and what is said of them."""

from __future__ import annotations

from pathlib import Path

from policycheck.model.policy_diff import FieldDiff, PolicyDiff, RuleDiff
from policycheck.policy.project_file import read_project
from policycheck.tasks.diff import DiffRequest, diff

__all__ = ["HEAD", "compared", "of_rule", "verdicts", "written"]

HEAD = "policycheck: 1\nid: p\ntitle: P\n"


def written(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def compared(folder: Path, old: str, new: str, as_of: str = "") -> PolicyDiff:
    """Compare two bodies of a policy, or two policies of a folder where these end in .yaml."""
    from policycheck.model.moment import parse_moment

    names = []
    for name, body in (("old", old), ("new", new)):
        if not body.endswith(".yaml"):
            written(folder, {f"{name}.yaml": HEAD + body})
        names.append(body if body.endswith(".yaml") else f"{name}.yaml")
    file = folder / "policycheck.yaml"
    project = read_project(file) if file.is_file() else None
    moment = parse_moment(as_of, None) if as_of else None
    return diff(DiffRequest(names[0], names[1], folder, project, moment))


def of_rule(found: PolicyDiff, id_: str = "R") -> RuleDiff:
    return next(one for one in found.rules if one.id == id_)


def verdicts(changes: tuple[FieldDiff, ...]) -> dict[str, str]:
    return {one.field: str(one.verdict) for one in changes}
