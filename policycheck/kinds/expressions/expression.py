"""An expression, ready to be asked of records.

It is read twice by the library. Once with every name declared as the schemas have it, which finds
wrong types when the policy is loaded; and once with values of any type, absent ones being null,
which is what runs. A date without a time is tried as the first and as the last instant of the day.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from msgspec import Struct

from policycheck.kinds.expressions.edits import rewritten
from policycheck.kinds.expressions.environment import asked_in, checked_in
from policycheck.kinds.expressions.fields import Fields
from policycheck.kinds.expressions.reads import Level, Read, Values, has_days, plain, values_of
from policycheck.kinds.expressions.syntax import parsed
from policycheck.kinds.expressions.wording import Objection, objection, type_in_words
from policycheck.mistakes.rules import EXPRESSION_REFUSED
from policycheck.model.moment import Moment
from policycheck.plan import Binding, Case, Missing

if TYPE_CHECKING:
    from cel_expr_python.cel import Expression as Asked

__all__ = ["Answer", "Expression", "compile_expression"]

_LONGEST = 10_000
_NO_BOOLEAN = "it is {}, not true or false"


class Answer(NamedTuple):
    """What came of it: None where it cannot be decided, and why; and the values that were read."""

    holds: bool | None
    missing: tuple[Missing, ...]
    values: Values


class _Nothing:
    """A case of which only the instant can be asked, and that is the same for all."""

    now = Moment.instant(datetime(2000, 1, 1, tzinfo=UTC))


class Expression(Struct, frozen=True):
    """An expression over a record, its references, parameters and now."""

    text: str
    top: Level
    params: Values
    asked: Asked

    @property
    def reads(self) -> tuple[Read, ...]:
        return self.top.all

    def answer(self, case: Case) -> Answer:
        missing: list[Missing] = []
        values = values_of(self.top, case, missing)
        if missing:
            return Answer(None, tuple(dict.fromkeys(missing)), values)
        given = {**values, **self.params}
        holds = self._ask(case, given, last=False)
        if has_days(given) and holds != self._ask(case, given, last=True):
            holds = "it depends on the time of a day of which only the date is given"
        if isinstance(holds, str):
            return Answer(None, (Missing(self._about, holds),), values)
        return Answer(holds, (), values)

    @property
    def constant(self) -> bool | None:
        """The answer where parameters alone decide it; None of any other expression."""
        if self.reads or "now" in self.text:
            return None
        nobody: Any = _Nothing()
        return self.answer(nobody).holds

    @property
    def _about(self) -> str:
        return ", ".join(dict.fromkeys(read.path.dotted for read in self.reads)) or "now"

    def _ask(self, case: Case, values: Values, *, last: bool) -> bool | str:
        """Whether it holds; why that cannot be told."""
        data = {name: plain(value, last=last) for name, value in values.items()}
        data["now"] = case.now.last if last else case.now.first
        try:
            found = self.asked.eval(data=data)
        except RuntimeError as problem:  # it takes too long
            return f"it cannot be evaluated: {problem}"
        value = found.value()
        if isinstance(value, bool):
            return value
        name = found.type().name()
        if name == "ERROR":
            return f"it cannot be evaluated: {str(value).partition(': ')[2] or value}"
        return _NO_BOOLEAN.format(type_in_words(name.lower()))


def compile_expression(text: str, bind: Binding, at: str) -> Expression:
    """The expression at an option. Raises RefusedOption after noting what is wrong with it."""
    if len(text) > _LONGEST or "\0" in text or not text.strip():
        advice = "write one of at most 10,000 characters"
        bind.refuse("this is no expression", at, mistake=EXPRESSION_REFUSED, advice=advice)
    fields = Fields.of(text, parsed(_parsed(text, bind, at)), bind, at)
    _check(text, fields, bind, at)
    asked = rewritten(text, ((one.start, one.end, one.asked) for one in fields.edits))
    try:
        program = asked_in(fields.variables).compile(asked.text, disable_check=True)
    except RuntimeError as problem:  # what fetches the values made it too deep
        _refuse(objection(str(problem), asked.text)._replace(offset=None), bind, at)
    return Expression(text, fields.top, fields.params, program)


def _parsed(text: str, bind: Binding, at: str) -> bytes:
    """The syntax tree, in the library's own form."""
    from cel_expr_python import cel

    try:
        serialized: bytes = cel.NewEnv().compile(text, disable_check=True).serialize()
    except RuntimeError as problem:
        _refuse(objection(str(problem), text), bind, at)
    return serialized


def _check(text: str, fields: Fields, bind: Binding, at: str) -> None:
    """Refuse an expression whose types do not fit, or that is neither true nor false."""
    checked = rewritten(text, ((one.start, one.end, one.checked) for one in fields.edits))
    try:
        program = checked_in(fields.variables).compile(checked.text)
    except RuntimeError as problem:
        found = objection(str(problem), checked.text)
        offset = None if found.offset is None else checked.before(found.offset)
        _refuse(found._replace(offset=offset), bind, at)
    name = program.return_type().name()
    if name not in ("BOOL", "DYN"):
        advice = "write a condition, such as publish_at > now"
        message = _NO_BOOLEAN.format(type_in_words(name.lower()))
        bind.refuse(message, at, mistake=EXPRESSION_REFUSED, advice=advice)


def _refuse(found: Objection, bind: Binding, at: str) -> NoReturn:
    bind.refuse(
        found.message,
        at,
        mistake=EXPRESSION_REFUSED,
        advice=found.advice,
        offset=found.offset,
    )
