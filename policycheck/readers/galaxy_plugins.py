"""The accounts of a galaxy-social repository, as its `plugins.yml` lists them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from policycheck.document import Mapping, Scalar, Sequence
from policycheck.document.yaml import read_yaml
from policycheck.errors import Problem
from policycheck.source import Source

__all__ = ["Plugin", "Plugins", "plugins_for"]

_FILE: Final = "plugins.yml"


@dataclass(frozen=True, slots=True)
class Plugin:
    """An account: its name, and the platform by the first word of the class that serves it."""

    name: str
    platform: str


@dataclass(frozen=True, slots=True)
class Plugins:
    """The accounts by their names in lower case. `path` is None where there is no such file."""

    path: str | None = None
    accounts: dict[str, Plugin] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def plugins_for(path: str, file: Path | None) -> Plugins:
    """Read the `plugins.yml` in the folder of a post, or in the nearest above it that has one.

    The search ends at the root of the repository, otherwise at that of the file system. `path` is
    the post as it is shown, `file` where it is.
    """
    if file is None:
        return Plugins()
    folder = file.absolute().parent
    for above in (folder, *folder.parents):
        found = above / _FILE
        if found.is_file():
            shown = os.path.normpath(Path(path).parent / os.path.relpath(found, folder))
            return _read(found, shown, found.stat().st_mtime_ns)
        if (above / ".git").exists():
            break
    return Plugins()


@lru_cache(maxsize=8)
def _read(file: Path, shown: str, _changed: int) -> Plugins:
    """Read the file once for all posts of a folder, until it changes."""
    try:
        source = Source(shown, file.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError:
        problem = Problem(shown, 1, 1, "the file is not UTF-8", "save it as UTF-8")
        return Plugins(shown, {}, (problem,))
    node, problems = read_yaml(source)
    listed = node.get("plugins") if isinstance(node, Mapping) else None
    if not isinstance(listed, Sequence):
        if not problems:
            advice = "list the accounts under 'plugins:', each with its name and class"
            problems = [Problem(shown, 1, 1, "the file lists no accounts", advice)]
        return Plugins(shown, {}, tuple(problems))
    accounts = {}
    for item in listed.items:
        plugin = _plugin(item) if isinstance(item, Mapping) else None
        if plugin:
            accounts[plugin.name.lower()] = plugin
        else:
            place = source.position(item.span.start)
            advice = "give it both, as in 'class: mastodon.mastodon_client'"
            problems.append(Problem(shown, *place, "an account has no name or no class", advice))
    return Plugins(shown, accounts, tuple(problems))


def _plugin(item: Mapping) -> Plugin | None:
    name, served_by = item.get("name"), item.get("class")
    if not isinstance(name, Scalar) or not isinstance(served_by, Scalar):
        return None
    platform = served_by.text.partition(".")[0]
    return Plugin(name.text, platform) if name.text and platform else None
