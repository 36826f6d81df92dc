"""How much of a platform's limits a post uses: the counters that an editor would show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policycheck.counting import METHODS, Count, method_named
from policycheck.engine.derived import derived
from policycheck.engine.instants import Instants
from policycheck.model.moment import Moment
from policycheck.model.record import Record
from policycheck.model.view import LimitUse
from policycheck.plan import Limit, Missing, Platform
from policycheck.policy.known_profiles import known_profiles

__all__ = ["limit_uses"]

#: Where a post does not say where it goes, its text is measured for these: the shortest there are.
_SHORT = ("x", "bluesky", "threads", "mastodon")


def limit_uses(
    record: Record, platform: Platform | None, named: object, instants: Instants
) -> Iterator[LimitUse]:
    """What is used of each limit in force when the post is judged.

    `named` is the platform as the record has it: where it names one without a profile there is
    nothing to measure by.
    """
    at = instants.of(record)
    if platform is not None:
        yield from _uses(_Post(record), platform, at)
    elif named is None:
        for name in _SHORT:
            known = known_profiles().find(name)
            if known is not None:
                yield from _of_text(_Post(record), known, "text.max", at)


@dataclass(frozen=True, slots=True)
class _Post:
    """What is measured of a post."""

    record: Record

    def words(self, field: str) -> str:
        value = self.record.fields.get(field)
        return value if isinstance(value, str) else ""

    def number(self, field: str) -> int:
        """How many different ones there are; 0 where that cannot be told: nothing is shown then."""
        found = derived(self.record, field)
        if found is None or isinstance(found, Missing):
            return 0
        values = (spot.value for spot in found)
        return len({one.get("url") if isinstance(one, dict) else one for one in values})


def _uses(post: _Post, platform: Platform, at: Moment) -> Iterator[LimitUse]:
    for name in ("text.max", "text.bytes.max"):
        yield from _of_text(post, platform, name, at)
    if post.words("title"):
        yield from _of(post.words("title"), "title", platform, platform.limit("title.max", at))
    media = post.record.fields.get("media")
    for one in media if isinstance(media, list) else ():
        alt = one.get("alt")
        if isinstance(alt, str) and alt:
            subject = f"alternative text of {one.get('file') or one.get('url') or 'a medium'}"
            yield from _of(alt, subject, platform, platform.limit("alt.max", at))
    for field in ("hashtags", "links"):
        limit = platform.limit(f"{field}.max", at)
        number = post.number(field)
        if limit is not None and number:
            most = int(limit.value)
            yield LimitUse(field, platform.name, number, number, most, field, limit.certain)


def _of_text(post: _Post, platform: Platform, name: str, at: Moment) -> Iterator[LimitUse]:
    """The text; by Mastodon's count together with the warning before it."""
    limit = platform.limit(name, at)
    if limit is None:
        return
    text = post.words("text")
    warning = post.words("content_warning") if limit.unit == "mastodon" else ""
    yield from _of(text, "text", platform, limit, warning)


def _of(
    text: str, subject: str, platform: Platform, limit: Limit | None, before: str = ""
) -> Iterator[LimitUse]:
    if limit is None or limit.unit not in METHODS:
        return
    method = method_named(limit.unit)
    count, first = method.count(text), method.count(before) if before else Count(0, 0)
    yield LimitUse(
        subject,
        platform.name,
        first.low + count.low,
        first.high + count.high,
        int(limit.value),
        method.unit,
        limit.certain,
    )
