"""What runs policycheck for a new project: hooks for pre-commit, and a job on GitHub and GitLab.

These files count at the root of a repository alone.
"""

from __future__ import annotations

from policycheck.tasks.hooks import local_hooks
from policycheck.tasks.starter.answers import Answers
from policycheck.tasks.starter.policy import POSTS
from policycheck.waive.quoting import quoted

__all__ = ["GITHUB", "GITLAB", "PRE_COMMIT", "github", "gitlab", "hooks", "pre_commit"]

PRE_COMMIT = ".pre-commit-config.yaml"
GITHUB = ".github/workflows/policycheck.yml"
GITLAB = ".gitlab-ci.yml"

_PRE_COMMIT = """\
# Checks each commit before it is made. Once for each copy of the repository: pre-commit install
# The hooks run the policycheck that is on the PATH.
repos:
"""

_GITHUB = """\
# Checks the social media project at every push and pull request. It needs no secret and writes
# nothing, so that pull requests from forks are checked too.
name: policycheck
on: [push, pull_request]
permissions:
  contents: read
jobs:
  policycheck:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    env:
      # What pip installs: a version, the address of a repository, or a file.
      POLICYCHECK: {install}
{defaults}    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - name: Install
        run: python -m pip install "$POLICYCHECK"
      - name: Check the policy
        run: policycheck lint --format github
      - name: Test the policy
        if: ${{{{ !cancelled() }}}}
        run: policycheck test --format github
      - name: Check posts, accounts and roles
        if: ${{{{ !cancelled() }}}}
        run: policycheck check --format github
"""
_DEFAULTS = """\
    defaults:
      run:
        working-directory: {folder}
"""

_GITLAB = """\
# Checks the social media project in every pipeline. GitLab shows the findings in the merge request.
policycheck:
  image: python:3.12-slim
  variables:
    # What pip installs: a version, the address of a repository, or a file.
    POLICYCHECK: {install}
  script:
    - python -m pip install --quiet "$POLICYCHECK"
{enter}    - policycheck lint
    - policycheck test
    - policycheck check --format junit --output policycheck.xml || status=$?
    - policycheck check --format concise || true
    - exit "${{status:-0}}"
  artifacts:
    when: always
    reports:
      junit: {report}
"""


def pre_commit(answers: Answers) -> str:
    """The text of .pre-commit-config.yaml."""
    return _PRE_COMMIT + hooks(answers)


def hooks(answers: Answers) -> str:
    """The entry below `repos:` alone, indented as it stands there."""
    return local_hooks(answers.folder, [POSTS])


def github(answers: Answers) -> str:
    """A workflow for GitHub."""
    folder = answers.folder
    defaults = _DEFAULTS.format(folder=quoted(folder)) if folder else ""
    return _GITHUB.format(install=quoted(answers.install), defaults=defaults)


def gitlab(answers: Answers) -> str:
    """A pipeline for GitLab."""
    folder = answers.folder
    go = quoted(f"cd -- {_in_quotes(folder)}")
    return _GITLAB.format(
        install=quoted(answers.install),
        enter=f"    - {go}\n" if folder else "",
        report=quoted(f"{folder}/policycheck.xml") if folder else "policycheck.xml",
    )


def _in_quotes(path: str) -> str:
    """A path as one word of a shell."""
    return "'" + path.replace("'", "'\\''") + "'"
