"""A record that notes what is asked of it, so that it is known what a verdict depends on.

The note is complete by construction: a rule sees nothing of a record but its attributes, and those
that may differ between two records of a kind all pass through here, under the names that
`asked_names.py` lists. Of instants it is noted what they are compared with
(`watched_instants.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from msgspec import Struct, field

from policycheck.engine.asked_names import AT, FROM, ITSELF, NOW, TO, WHETHER, WORD
from policycheck.engine.derived import IMPLIED, derived
from policycheck.engine.setting import Setting, begins_with_word
from policycheck.engine.watched_instants import Asked, Notes, watched_moment
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.plan import Missing

__all__ = ["Watch", "Watched", "WatchedSetting"]

#: What is not watched: alike in all records of which verdicts are compared (see `alike.py`).
_COMMON = frozenset({"kind", "carried", "withheld", "attested", "fields", "derived", "account"})
_OWN = frozenset(Record.__struct_fields__) - _COMMON


class Watched(Record, eq=False):
    """A copy of a record; `notes` fill while rules look at it.

    `itself` is what is noted where it is asked who it is: of the record that a field refers to,
    that is the field.
    """

    notes: Notes | None = None
    itself: str = ITSELF

    def __getattribute__(self, name: str) -> Any:
        if name in _OWN:
            notes = object.__getattribute__(self, "notes")
            if notes is not None:
                notes.asked.add(object.__getattribute__(self, "itself"))
        return object.__getattribute__(self, name)


def _watch(value: Any, notes: Notes, name: str) -> Any:
    """A group, a list of groups or an instant that notes what is asked of it; else the value."""
    if type(value) is dict:
        return _Fields(value, notes, name)
    if type(value) is list and any(type(one) is dict for one in value):
        return _Items(_watch(one, notes, f"{name}.{at}") for at, one in enumerate(value))
    return watched_moment(value, name, notes) if type(value) is Moment else value


class _Items(list[Any]):
    """A list with groups in it: how long it is is known to whoever asks for it."""


class _Fields(dict[str, Any]):
    """The fields of a watched record, or of a group within it; `name` is where the group stands.

    Whoever asks for a group learns which fields it has; whoever takes all their values asks for the
    group as a whole. The fields of a whole record are part of `itself`.
    """

    __slots__ = ("below", "itself", "name", "notes")

    def __init__(
        self, fields: dict[str, Any], notes: Notes, name: str = "", itself: str = ""
    ) -> None:
        self.below = f"{name}." if name else ""
        super().__init__(
            (key, _watch(value, notes, f"{self.below}{key}")) for key, value in fields.items()
        )
        self.notes = notes
        self.name = name
        self.itself = itself

    def _ask(self, key: object) -> None:
        dotted = f"{self.below}{key}"
        value = super().get(str(key))
        is_open = value is None or type(value) in _OPEN
        self.notes.asked.add(f"{dotted}{WHETHER}" if is_open and dotted != "text" else dotted)

    def _ask_which(self) -> None:
        self.notes.asked.add(self.itself or f"{self.name}{WHETHER}")

    def _ask_all(self) -> None:
        self.notes.asked.add(self.itself or self.name)

    def get(self, key: str, default: Any = None) -> Any:
        self._ask(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> Any:
        self._ask(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self._ask(key)
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        self._ask_which()
        return super().__iter__()

    def __len__(self) -> int:
        self._ask_which()
        return super().__len__()

    def keys(self) -> Any:
        self._ask_which()
        return super().keys()

    def values(self) -> Any:
        self._ask_all()
        return super().values()

    def items(self) -> Any:
        self._ask_all()
        return super().items()

    def copy(self) -> dict[str, Any]:
        self._ask_all()
        return super().copy()

    def __eq__(self, other: object) -> bool:
        if other:
            self._ask_all()
        else:
            self._ask_which()  # whether it is empty
        return super().__eq__(other)

    def __or__(self, other: Any) -> Any:
        self._ask_all()
        return super().__or__(other)

    __hash__ = None  # as of every dict


#: What notes by itself what more is asked of it.
_OPEN: Final = (_Fields, _Items, Moment)


class _Implied(dict[str, Any]):
    """What the text implies: asked for by its own name, not as the text that it is read from.

    In a record that a field refers to, it is noted as that field.
    """

    __slots__ = ("itself", "notes", "record")

    def __init__(self, record: Record, notes: Notes, itself: str) -> None:
        super().__init__()
        self.record = record
        self.notes = notes
        self.itself = itself

    def __contains__(self, name: object) -> bool:
        return name in IMPLIED

    def __getitem__(self, name: str) -> Any:
        self.notes.asked.add(name if self.itself == ITSELF else self.itself)
        return derived(self.record, name)


class WatchedSetting(Setting, eq=False):
    """A setting that notes what is asked of its instants. It starts with nothing worked out."""

    notes: Notes | None = None
    _targets: dict[str, Watched | None] = field(default_factory=dict)
    _moments: dict[str, Moment] = field(default_factory=dict)

    def __getattribute__(self, name: str) -> Any:
        if name not in ("at", "now"):
            return object.__getattribute__(self, name)
        notes = self.notes
        moment: Moment = object.__getattribute__(self, name)
        if notes is None:
            return moment
        if name == "at":
            notes.asked.add(AT)
        if name not in self._moments:
            self._moments[name] = watched_moment(moment, AT if name == "at" else NOW, notes)
        return self._moments[name]

    def target(self, record: Record, name: str, kind: str) -> Record | None:
        fields = record.fields
        if self.notes is None or not isinstance(fields, _Fields) or not fields.itself:
            return super().target(record, name, kind)
        dotted = f"{fields.below}{name}{TO}{kind}"
        self.notes.asked.add(dotted)
        if dotted not in self._targets:
            named = dict.get(fields, name)
            known = self.world.records.get(kind, {})
            found = known.get(named) if isinstance(named, str) else None
            own = f"{fields.below}{name}"
            self._targets[dotted] = _copy(found, self.notes, dotted, own) if found else None
        return self._targets[dotted]

    def referring(
        self, record: Record, kind: str, name: str, path: str
    ) -> Sequence[Record] | Missing:
        if self.notes is None or not isinstance(record, Watched) or record.itself != ITSELF:
            return super().referring(record, kind, name, path)
        found = self.world.referring(kind, name, object.__getattribute__(record, "id"), path)
        is_any = not isinstance(found, Missing) and bool(found)
        self.notes.asked.add(ITSELF if is_any else f"{FROM}{kind}.{name}")
        return found

    def has_word(self, record: Record, name: str) -> bool:
        fields = record.fields
        if self.notes is None or not isinstance(fields, _Fields) or not fields.itself:
            return super().has_word(record, name)
        self.notes.asked.add(f"{fields.below}{name}{WORD}")
        return begins_with_word(dict.get(fields, name))


class Watch(Struct):
    """A record and its setting, watched by one question after the other."""

    copy: Watched
    setting: Setting
    notes: Notes

    @classmethod
    def over(cls, record: Record, setting: Setting) -> Watch:
        notes = Notes(set(), setting.world)
        return cls(_copy(record, notes, "", ITSELF), setting, notes)

    def begin(self) -> tuple[Watched, WatchedSetting, Asked]:
        """The record and its setting for one more question, and what is noted of that.

        Nothing is worked out as yet, and now is another object each time: whatever was kept for a
        question before is made anew, so that it is noted what it asks for.
        """
        asked = self.notes.asked = set()
        given = self.setting
        setting = WatchedSetting(given.world, given.at, given.now, notes=self.notes)
        return self.copy, setting, asked


def _copy(record: Record, notes: Notes, name: str, itself: str) -> Watched:
    """A copy of a record that is reached by that name."""
    return Watched(
        record.kind,
        record.id,
        _Fields(record.fields, notes, name, itself),
        record.node,
        record.positional_id,
        record.numbered,
        record.carried,
        record.withheld,
        record.attested,
        record.layout,
        record.folder,
        _Implied(record, notes, itself),
        notes,
        itself,
    )
