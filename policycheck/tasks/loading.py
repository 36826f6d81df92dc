"""What a check judges, and what it reads besides because its rules ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import tzinfo
from itertools import chain

from msgspec import Struct, field
from msgspec.structs import replace

from policycheck.engine.references import kinds_referred_to
from policycheck.engine.world import World
from policycheck.errors import Problem
from policycheck.model.account_security import ACCOUNT_SECURITY
from policycheck.model.kind import RecordKind
from policycheck.model.record import Record
from policycheck.model.registry import RECORD_KINDS
from policycheck.plan import Profiles
from policycheck.policy.known_profiles import known_profiles
from policycheck.policy.project import Project
from policycheck.readers import Ids, Input, UnknownKey, prepared, read_inputs
from policycheck.tasks.looked_up import LookedUp
from policycheck.tasks.sources import given_kinds, project_inputs, world_of

__all__ = ["Loaded", "Loader", "Said"]

_SECURITY = ACCOUNT_SECURITY.name


class Said(Struct):
    """What the readers had to say besides records, and what of them was to be judged."""

    problems: list[Problem] = field(default_factory=list)
    unknown_keys: list[UnknownKey] = field(default_factory=list)
    inputs: list[Input] = field(default_factory=list)


class Loaded(Struct, frozen=True):
    """The records to judge, one after the other, those read beside them, and how all are found.

    `streams_posts` says that posts are judged as they are read, and none is kept in the world.
    `size` is that of the files that are judged, in bytes.
    """

    judged: Iterable[Record]
    beside: list[Record]
    world: World
    streams_posts: bool = False
    size: int = 0


class Loader(Struct, frozen=True):
    """Loads the records of one run.

    `reads` gives the kinds that its rules look up where records of some kinds are judged.
    `resolves` says that references are looked up too, those to posts where all posts are read.
    Ids are unique across all that it reads; what the readers have to say is added to `said`.
    `unwritten` has what counts instead of what files hold, by their paths as they are shown.
    """

    project: Project | None
    zone: tzinfo | None
    kinds: Mapping[str, RecordKind]
    reads: Callable[[frozenset[str]], frozenset[str]]
    said: Said
    profiles: Callable[[], Profiles] = known_profiles
    resolves: bool = False
    ids: Ids = field(default_factory=dict)
    unwritten: Mapping[str, bytes] = field(default_factory=dict)

    def everything(self) -> Loaded:
        """All of the project. Posts are read one by one, as they are judged."""
        if self.project is None:
            return Loaded((), [], World())
        given = given_kinds(self.project)
        looked_up = "post" in self.reads(given)
        streams = self._go_by(frozenset({"post"}) if looked_up else frozenset())
        wanted = frozenset(RECORD_KINDS) | {_SECURITY}
        kept = wanted - {"post"} if streams else wanted
        inputs = list(project_inputs(self.project, kept))
        found = list(self._records(inputs, self.said))
        loaded = _with_security(found, self.said)
        world = world_of(given & kept, loaded, self.profiles)
        posts = list(project_inputs(self.project, frozenset({"post"})))
        if not streams:
            return Loaded(loaded, [], world, size=_size(inputs))
        if looked_up and "post" in given:
            world = self._with_posts(world, posts)
        judged = chain(self._records(posts, self.said), loaded)
        return Loaded(judged, [], world, streams_posts=True, size=_size([*posts, *inputs]))

    def named(self, found: Iterable[Input | Problem]) -> Loaded:
        """The files that were named, and of the project the kinds that the rules look up."""
        inputs = list(found)
        if self.project is None:
            return Loaded(self._records(inputs, self.said), [], World(), size=_size(inputs))
        judged_kinds = frozenset(one.kind for one in inputs if isinstance(one, Input))
        reads = self.reads(judged_kinds | ({"account"} if _SECURITY in judged_kinds else set()))
        wanted = reads | self._referred_to(inputs) | {"account", _SECURITY}
        given = given_kinds(self.project) & wanted
        beside = self._beside(inputs, wanted)
        judged = self._records(inputs, self.said)
        if self._go_by(wanted & judged_kinds):
            beside = _with_security(beside, self.said)
            world = world_of(given, beside, self.profiles)
            if "post" in given:
                world = self._with_posts(world, inputs)
            return Loaded(judged, beside, world, size=_size(inputs))
        first = list(judged)
        names = {(one.kind, one.id) for one in first}
        whole = _with_security([*first, *beside], self.said)
        return Loaded(
            [one for one in whole if (one.kind, one.id) in names],
            [one for one in whole if (one.kind, one.id) not in names],
            world_of(given, whole, self.profiles),
            size=_size(inputs),
        )

    def _go_by(self, looked_up: frozenset[str]) -> bool:
        """Whether what was named is judged as it is read, although rules look up some kinds of it.

        Posts may be many; they go by unless each is judged by several policies, which compare them.
        """
        assert self.project is not None
        return not looked_up or (looked_up == {"post"} and not self.project.policies)

    def _with_posts(self, world: World, inputs: Iterable[Input | Problem]) -> World:
        """A world with the posts of these files, too, which are read when one is looked up."""
        posts = LookedUp(world.records.get("post", {}), lambda: self._again(inputs))
        return replace(world, records={**world.records, "post": posts})

    def _again(self, inputs: Iterable[Input | Problem]) -> Iterator[Record]:
        """The records of files that are read already; what is wrong with them was said."""
        return self._records(inputs, Said(), {})

    def _referred_to(self, named: Iterable[Input | Problem]) -> frozenset[str]:
        """The kinds that what is named may refer to; posts are many, and are not read for that."""
        kinds = {one.kind for one in named if isinstance(one, Input)} - {_SECURITY}
        if not self.resolves:
            return frozenset()
        return frozenset().union(*(kinds_referred_to(kind) for kind in kinds)) - {"post"}

    def _beside(self, named: Iterable[Input | Problem], wanted: frozenset[str]) -> list[Record]:
        """The records of the project in files that were not named, unknown keys unsaid."""
        assert self.project is not None
        keys = {(one.kind, one.path) for one in named if isinstance(one, Input)}
        others = (
            one
            for one in project_inputs(self.project, wanted)
            if isinstance(one, Problem) or (one.kind, one.path) not in keys
        )
        return list(self._records(others, Said(self.said.problems)))

    def _records(
        self, found: Iterable[Input | Problem], said: Said, ids: Ids | None = None
    ) -> Iterator[Record]:
        known = self.ids if ids is None else ids
        inputs = self._noted(found, said)
        for one in read_inputs(inputs, zone=self.zone, kinds=self.kinds, ids=known):
            if isinstance(one, Problem):
                said.problems.append(one)
            elif isinstance(one, UnknownKey):
                said.unknown_keys.append(one)
            else:
                yield one

    def _noted(self, found: Iterable[Input | Problem], said: Said) -> Iterator[Input | Problem]:
        """Note each input as the readers get it."""
        for one in found:
            if isinstance(one, Input):
                data = self.unwritten.get(one.path, one.data)
                ready = prepared(replace(one, data=data), self.zone, self.kinds)
                said.inputs.append(ready)
                yield ready
            else:
                yield one


def _size(inputs: Iterable[Input | Problem]) -> int:
    """The bytes of all files that are there; what else is wrong with one its reader says."""
    size = 0
    for one in inputs:
        if isinstance(one, Input) and one.file is not None:
            with suppress(OSError):
                size += one.file.stat().st_size
    return size


def _with_security(records: list[Record], said: Said) -> list[Record]:
    """The records, each account with its security part from a file of its own."""
    parts = [one for one in records if one.kind == _SECURITY]
    if not parts:
        return records
    from policycheck.readers.security import joined

    accounts = (one for one in records if one.kind == "account")
    found: list[Record] = []
    for one in joined(accounts, parts):
        if isinstance(one, Problem):
            said.problems.append(one)
        else:
            found.append(one)
    return [*(one for one in records if one.kind not in ("account", _SECURITY)), *found]
