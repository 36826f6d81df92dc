"""Lines of the documentation that no test runs, each with the reason.

A line stands here as it stands in a page, without its comment. `test_blocks.py` fails where one no
longer does.
"""

from __future__ import annotations

__all__ = ["NOT_RUN"]

NOT_RUN = {
    "make demo": "sets up an environment of its own; tests/test_wheel.py installs what it needs",
    "make bench-peers": "installs what others make, from the network",
    "make bench": "takes minutes; tests/bench runs a measure of it",
    "make bench BENCH=--full": "takes an hour; tests/bench runs a measure of it",
    "make bench-kernels": "takes its time many times over; tests/bench runs each kernel once",
    "python -m bench --only cold --runs 5": "measures; tests/bench runs a measure of it",
    "python -m bench --markdown": "measures; tests/bench reads such Markdown",
    "python -m bench --page docs/performance.md": "measures; tests/bench writes into a page",
    "python -m pip install .": "installs; tests/test_wheel.py builds the package and installs it",
    "python -m pip install pre-commit": "installs what others make, from the network",
    "pre-commit install": "is of pre-commit; tests/hooks/test_pre_commit.py runs the hooks",
    'python -m pip install "$POLICYCHECK"': "installs; tests/test_wheel.py does so from a wheel",
    "policycheck check --format rdjson | reviewdog -f=rdjson -reporter=github-pr-review": (
        "pipes into a program of others; tests/reports holds rdjson to its schema"
    ),
    "policycheck check . --policy core --as-of 2026-11-23 --format json": (
        "judges posts that are not kept here; scripts/real_posts.py runs it"
    ),
    "policycheck audit . --policy us-federal --as-of 2026-11-23 --format json": (
        "judges posts that are not kept here; scripts/real_posts.py runs it"
    ),
    "policycheck audit --as-of 2026-11-23 --format json": (
        "judges accounts that are not kept here; scripts/real_accounts.py runs it"
    ),
}
