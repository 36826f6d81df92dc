"""The tool in this process: a policy that is ready, and posts from memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bench.agency import write_agency
from bench.measure import AS_OF
from policycheck.engine.instants import Instants
from policycheck.engine.program import Program
from policycheck.engine.world import World
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.plan import Search
from policycheck.readers import Input
from policycheck.tasks.kept_policy import policy_of
from policycheck.tasks.loading import Loader, Said
from policycheck.tasks.projects import project_at
from policycheck.tasks.ready import ReadyPolicy
from policycheck.tasks.request import CheckRequest

__all__ = ["Ready", "searches_of"]

_NOW = datetime.fromisoformat(AS_OF).replace(tzinfo=UTC)


@dataclass(slots=True)
class Ready:
    """The invented agency and its policy, compiled. `world` is that of the last posts read."""

    folder: Path
    policy: ReadyPolicy
    world: World = field(default_factory=World)

    @classmethod
    def of_agency(cls, folder: Path) -> Ready:
        """Write the agency into a folder, and make it ready."""
        write_agency(folder)
        request = CheckRequest((), folder, _NOW, project_at(folder))
        return cls(folder, policy_of(request))

    def read(self, lines: str) -> Iterator[Record]:
        """The posts in JSON Lines, one by one; the agency is read at once.

        The posts raise ValueError where one of them has a problem.
        """
        said = Said()
        ready = self.policy
        loader = Loader(
            project_at(self.folder),
            UTC,
            ready.kinds,
            ready.program.reads_for,
            said,
            profiles=ready.profiles,
        )
        loaded = loader.named([Input("posts.jsonl", None, lines.encode())])
        self.world = loaded.world
        return _sound(loaded.judged, said)

    @property
    def instants(self) -> Instants:
        """Each post is judged at its own instant, and it is always the same day."""
        return Instants(Moment.instant(_NOW), UTC)


def _sound(records: Iterable[Record], said: Said) -> Iterator[Record]:
    yield from records
    if said.problems:
        raise ValueError(str(said.problems[0]))


def searches_of(program: Program) -> Sequence[Search]:
    """Everything that the rules of a program look for in texts, each search once."""
    forms = [form for rule in program.rules for form in rule.forms]
    found = dict.fromkeys(search for form in forms for search in form.plan.searches)
    return [search for search in found if search.phrases or search.patterns]
