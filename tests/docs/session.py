"""One session at a terminal: the few things that the commands of a page may do.

policycheck is run in this process, and its two streams are mixed as a terminal mixes them. There is
no shell: a line that wants more than stands here is not understood, and the test says so.
"""

from __future__ import annotations

import contextlib
import io
import os
import runpy
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from policycheck.cli import main
from tests.cli.running import ROOT, as_program, environment, steady

__all__ = ["Session", "Step", "agree", "steps", "updated"]

_CUT = "…"


class Step(NamedTuple):
    """A command as the page has it, and the lines shown below it."""

    line: str
    shown: list[str]


def steps(body: str) -> list[Step]:
    """The commands of a block: each after `$ `, with `\\` at the end where it goes on."""
    found: list[Step] = []
    goes_on = False
    for line in body.removesuffix("\n").split("\n"):
        if goes_on:
            found[-1] = Step(f"{found[-1].line}\n{line}", [])
        elif line.startswith("$ "):
            found.append(Step(line[2:], []))
        else:
            assert found, f"a block of commands begins with one: $ {line}"
            found[-1].shown.append(line)
        goes_on = line.endswith("\\") and not found[-1].shown
    return found


def agree(shown: Sequence[str], said: Sequence[str]) -> bool:
    """Whether what a page shows is what was said; a line `…` stands for what is left out."""
    if _CUT not in shown:
        return list(shown) == list(said)
    cut = shown.index(_CUT)
    before, after = list(shown[:cut]), list(shown[cut + 1 :])
    if len(said) <= len(before) + len(after):
        return False
    return before == list(said[:cut]) and after == list(said[len(said) - len(after) :])


def updated(shown: Sequence[str], said: Sequence[str]) -> list[str]:
    """What the page should show: all that was said, or as many lines around a cut as now."""
    if _CUT not in shown:
        return list(said)
    cut = shown.index(_CUT)
    after = len(shown) - cut - 1
    if len(said) <= cut + after:
        return list(said)
    return [*said[:cut], _CUT, *said[len(said) - after :]]


class Session:
    """A session that begins at the top of a scratch copy of what the pages are about."""

    def __init__(self, root: Path) -> None:
        self.root = self.folder = root
        self.status = 0
        shutil.copytree(ROOT / "examples", root / "examples")

    def enter(self, folder: str) -> None:
        self.folder = (self.root / folder).resolve()
        assert self.folder.is_dir(), f"there is no folder {folder}"

    def save(self, file: str, content: str) -> None:
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def run(self, line: str) -> list[str]:
        """Run a command and give the lines that it writes; `status` is how it ended."""
        words = shlex.shlex(line.replace("\\\n", " "), posix=True, punctuation_chars=True)
        words.whitespace_split = True
        program, *args = words
        known: dict[str, Callable[[list[str]], str]] = {
            "policycheck": self._policycheck,
            "python": self._python,
            "cd": self._cd,
            "cp": self._cp,
            "cat": self._cat,
            "echo": self._echo,
            "git": self._git,
        }
        assert program in known, f"$ {line}: only {', '.join(known)} are run"
        said = steady(known[program](args))
        return said.removesuffix("\n").split("\n") if said else []

    def _policycheck(self, args: list[str]) -> str:
        if any(arg.startswith(("HEAD", "--since", "--staged")) for arg in args):
            self._be_a_repository()
        args, stdin = _taken(args, "<")
        args, target = _taken(args, ">")
        _nothing_else(args)
        out, mixed = io.BytesIO(), io.BytesIO()
        given = io.BytesIO((self.folder / stdin).read_bytes() if stdin else b"")
        with (
            contextlib.chdir(self.folder),
            as_program(tuple(args), given, out if target else mixed, mixed),
        ):
            try:
                main()
            except SystemExit as end:
                status = end.code
            sys.stdout.flush()
            sys.stderr.flush()
            assert isinstance(status, int)
            self.status = status
            written, shown = out.getvalue(), mixed.getvalue()
        if target:
            (self.folder / target).write_bytes(written)
        return shown.decode()

    def _python(self, args: list[str]) -> str:
        if args[:2] == ["-m", "policycheck"]:
            return self._policycheck(args[2:])
        (file,) = args
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(io.StringIO()) as out:
            runpy.run_path(file, run_name="__main__")
        self.status = 0
        return out.getvalue()

    def _cd(self, args: list[str]) -> str:
        (folder,) = args
        self.folder = (self.folder / folder).resolve()
        assert self.folder.is_dir(), f"there is no folder {folder}"
        assert self.folder.is_relative_to(self.root), f"{folder} is outside of the scratch copy"
        self.status = 0
        return ""

    def _cp(self, args: list[str]) -> str:
        source, target = args
        shutil.copy(self.folder / source, self.folder / target)
        self.status = 0
        return ""

    def _cat(self, args: list[str]) -> str:
        self.status = 0
        return "".join((self.folder / file).read_text(encoding="utf-8") for file in args)

    def _echo(self, args: list[str]) -> str:
        assert args == ["$?"], "echo is for the exit status: echo $?"
        said, self.status = f"{self.status}\n", 0
        return said

    def _git(self, args: list[str]) -> str:
        _nothing_else(args)
        self._be_a_repository()
        return self._git_says(args)

    def _be_a_repository(self) -> None:
        """What is read is under version control, and was committed as it stood at first."""
        if (self.root / ".git").exists():
            return
        here, self.folder = self.folder, self.root
        for line in ("init -q -b main", "add -A", "commit -q -m Begin"):
            self._git_says(line.split())
            assert self.status == 0, line
        self.folder = here

    def _git_says(self, args: list[str]) -> str:
        someone = ("-c", "user.name=Rosa Diaz", "-c", "user.email=r.diaz@water.example.gov")
        done = subprocess.run(
            ["git", *someone, *args],
            cwd=self.folder,
            env=environment(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1"),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=60,
        )
        self.status = done.returncode
        return done.stdout.decode()


def _taken(args: list[str], sign: str) -> tuple[list[str], str]:
    """The arguments without a redirection, and the file that it names."""
    if sign not in args:
        return args, ""
    at = args.index(sign)
    return [*args[:at], *args[at + 2 :]], args[at + 1]


def _nothing_else(args: Sequence[str]) -> None:
    for sign in ("|", "||", "&", "&&", ";", ">>", "<<", ">", "<"):
        assert sign not in args, f"{sign} is not understood here"
