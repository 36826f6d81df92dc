"""`policycheck rules`: what counts on a date, as a table, for programs, or as a handbook."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from policycheck.cli.output import write_text
from policycheck.cli.rule_options import as_moment, rule_options
from policycheck.cli.streams import print_problems, style
from policycheck.model.moment import Moment
from policycheck.policy.project import Project
from policycheck.reports.format import Style
from policycheck.reports.rulebook import FORMS, form
from policycheck.reports.rulebook.groups import GROUPINGS
from policycheck.tasks.projects import project_at
from policycheck.tasks.rules import RulesRequest, rules
from policycheck.text.harmless import one_line

__all__ = ["command"]
