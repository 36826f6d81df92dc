"""What runs policycheck for a new project: hooks for pre-commit, and a job on GitHub and GitLab.

These files count at the root of a repository alone.
"""

from __future__ import annotations

from policycheck.tasks.hooks import local_hooks
from policycheck.tasks.starter.answers import Answers
from policycheck.tasks.starter.policy import POSTS
from policycheck.waive.quoting import quoted

__all__ = [
    "GITHUB",
    "GITLAB",
    "PRE_COMMIT",
    "github",
    "gitlab",
    "gitlab_template",
    "hooks",
    "pre_commit",
]

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
      # What pip installs, such as git+https://git.agency.example/tools/policycheck@v0.1.0
      POLICYCHECK: {install}
{defaults}    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - name: Install
        run: python -m pip install "${{POLICYCHECK:?say above what pip installs}}"
      - name: Check the policy
        run: policycheck lint --format github
      - name: Test the policy
        if: ${{{{ !cancelled() }}}}
        run: policycheck test --format github
      - name: Check posts, accounts and roles
        if: ${{{{ !cancelled() }}}}
        run: |
          status=0
          summary="$RUNNER_TEMP/policycheck.md"
          policycheck check --format github --format markdown --output "$summary" || status=$?
          if [ -s "$summary" ]; then cat "$summary" >> "$GITHUB_STEP_SUMMARY"; fi
          exit "$status"
"""
_DEFAULTS = """\
    defaults:
      run:
        working-directory: {folder}
"""

_GITLAB_HEAD = """\
# Checks the social media project in every pipeline; the findings stand in the merge request.
"""
_TEMPLATE_HEAD = """\
# A job for GitLab, to be included from the .gitlab-ci.yml of a project; see docs/ci.md. Written by
# `python scripts/integrations.py`.
"""
_GITLAB = """\
policycheck:
  image: python:3.12-slim
  variables:
    # What pip installs, such as git+https://git.agency.example/tools/policycheck@v0.1.0
    POLICYCHECK: {install}
    # The folder with policycheck.yaml.
    POLICYCHECK_PROJECT: {folder}
  script:
    - python -m pip install --quiet "${{POLICYCHECK:?say above what pip installs}}"
    - cd -- "$POLICYCHECK_PROJECT"
    - status=0
    - policycheck lint || status=$?
    - policycheck test || status=$?
    - |
      policycheck check --format full \\
        --format gitlab --output "$CI_PROJECT_DIR/gl-code-quality-report.json" || status=$?
    - exit "$status"
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
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
    return _GITLAB_HEAD + _gitlab(answers.install, answers.folder or ".")


def gitlab_template() -> str:
    """The same for projects that include it instead; its variables can be set there."""
    return _TEMPLATE_HEAD + _gitlab("", ".")


def _gitlab(install: str, folder: str) -> str:
    """The job; in a value GitLab takes one dollar for the beginning of a name, and two for one."""
    return _GITLAB.format(
        install=quoted(install.replace("$", "$$")), folder=quoted(folder.replace("$", "$$"))
    )
