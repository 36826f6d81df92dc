"""A post as it will look: its text and what is attached, and how much of its limits it uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from policycheck.engine.instants import Instants
from policycheck.engine.veil import Veil
from policycheck.engine.world import World
from policycheck.model.record import Record
from policycheck.model.view import MediumView, Passage, PostView
from policycheck.policy.known_profiles import known_profiles
from policycheck.tasks.limit_uses import limit_uses
from policycheck.text.links import links
from policycheck.text.tags import hashtags, mentions

__all__ = ["PostViews"]


@dataclass(frozen=True, slots=True)
class PostViews:
    """Makes the views of posts, with what is known of their accounts and platforms."""

    world: World
    instants: Instants
    veil: Veil

    def of(self, record: Record) -> PostView:
        account = self._account(record)
        named = record.fields.get("platform") or account.get("platform")
        platform = known_profiles().find(named) if isinstance(named, str) else None
        text = self._passage(record.fields.get("text"), "/text", record)
        return PostView(
            platform=platform.name if platform else self.veil.text(_words(named)),
            name=self.veil.text(_words(account.get("name"))),
            handle=self.veil.text(_words(account.get("handle"))),
            text=text,
            title=self.veil.text(_words(record.fields.get("title"))),
            warning=self._passage(record.fields.get("content_warning"), "/content_warning", record),
            media=tuple(self._media(record)),
            question=self.veil.text(_words(_poll(record).get("question"))),
            answers=tuple(self._answers(record)),
            others=tuple(self.veil.text(one) for one in _others(record)),
            uses=tuple(
                one._replace(subject=self.veil.text(one.subject))
                for one in limit_uses(record, platform, named, self.instants)
            ),
        )

    def _account(self, record: Record) -> Mapping[str, Any]:
        found = self.world.records.get("account", {}).get(record.account or "")
        return found.fields if found else {}

    def _passage(self, value: object, pointer: str, record: Record) -> Passage | None:
        """The text with its tokens, found before anything is masked: that keeps all in place."""
        if not isinstance(value, str):
            return None
        tokens = tuple(sorted(_tokens(value)))
        return Passage(self.veil.text(value), pointer, _words(record.fields.get("lang")), tokens)

    def _media(self, record: Record) -> Iterator[MediumView]:
        for number, one in enumerate(_groups(record.fields.get("media"))):
            name = _words(one.get("file")) or _words(one.get("url"))
            pointer = f"/media/{number}"
            alt = self._passage(one.get("alt"), f"{pointer}/alt", record)
            decorative = one.get("decorative") is True
            kind, name = _words(one.get("type")), self.veil.text(name)
            yield MediumView(kind, name, alt, decorative, pointer)

    def _answers(self, record: Record) -> Iterator[Passage]:
        for number, answer in enumerate(_poll(record).get("options") or ()):
            passage = self._passage(answer, f"/poll/options/{number}", record)
            if passage is not None:
                yield passage


def _tokens(text: str) -> Iterator[tuple[int, int, str]]:
    yield from ((one.start, one.end, "link") for one in links(text))
    yield from ((start, end, "hashtag") for start, end in hashtags(text))
    yield from ((start, end, "mention") for start, end in mentions(text))


def _others(record: Record) -> Iterator[str]:
    """Links, hashtags and mentions that are attached, and do not stand in the text."""
    text = _words(record.fields.get("text"))
    given = [one.get("url") for one in _groups(record.fields.get("links"))]
    given += [one for one in record.fields.get("hashtags") or () if isinstance(one, str)]
    given += [one.get("handle") for one in _groups(record.fields.get("mentions"))]
    yield from (one for one in given if isinstance(one, str) and one and one not in text)


def _poll(record: Record) -> Mapping[str, Any]:
    poll = record.fields.get("poll")
    return poll if isinstance(poll, dict) else {}


def _groups(value: object) -> Iterable[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""
