"""Records of which a rule across records keeps a fact: only these wait for the others."""

from __future__ import annotations

from policycheck.engine.case import RecordCase
from policycheck.engine.instants import Instants
from policycheck.engine.judge import judge
from policycheck.engine.program import Program
from policycheck.engine.setting import Setting
from policycheck.engine.world import World
from policycheck.model.record import Record
from policycheck.plan import Fact

__all__ = ["keeps_facts"]


def keeps_facts(program: Program, record: Record, instants: Instants, world: World) -> bool:
    """Whether some verdict on the record depends on records that may still come."""
    at = instants.of(record)
    case = RecordCase(record, program.finder, Setting(world, at, instants.now))
    forms = (rule.at(at) for rule in program.by_kind.get(record.kind, ()) if rule.looks_across)
    return any(isinstance(one.result, Fact) for form in forms if form for one in judge(form, case))
