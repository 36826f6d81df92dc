"""The digest of what a post says, by which an approval names the content that was approved.

SHA-256, in small hexadecimal letters, of the canonical JSON (RFC 8785) of `text`, `media` (of each
its `file` or `url`, and `alt`), `links` (the addresses that the record lists), `poll` (`question`,
`options`) and `content_warning`. What is absent or empty is left out, so that nothing is added to
the digest of a post by a source that has more places than another.
"""

from __future__ import annotations

from typing import Any

from policycheck.digests import sha256
from policycheck.engine.setting import Setting, told
from policycheck.model.record import Record, carries
from policycheck.model.shape import ABSENT
from policycheck.plan import Missing

__all__ = ["content_sha256"]

_PARTS = ("text", "media", "poll", "content_warning")


def content_sha256(record: Record, setting: Setting) -> str | Missing:
    """The digest, or which part of the content cannot be told."""
    import rfc8785

    for name in _PARTS:
        value = told(record, name, setting)
        if isinstance(value, Missing):
            return value
    if "links" in record.withheld:
        return Missing("links", record.withheld["links"])
    for medium in record.fields.get("media", ()):
        if "alt" not in medium and not carries(record, "media.alt"):
            return Missing("media.alt")
    try:
        canonical = rfc8785.dumps(_content(record))
    except rfc8785.CanonicalizationError:
        return Missing("content_sha256", "the text holds half a character (a lone surrogate)")
    return sha256(canonical).hexdigest()


def _content(record: Record) -> dict[str, Any]:
    fields = record.fields
    poll = fields.get("poll", {})
    return _filled(
        text=fields.get("text"),
        media=[_medium(one) for one in fields.get("media", ())],
        links=[one["url"] for one in fields.get("links", ()) if "url" in one],
        poll=_filled(question=poll.get("question"), options=poll.get("options")),
        content_warning=fields.get("content_warning"),
    )


def _medium(medium: dict[str, Any]) -> dict[str, Any]:
    named = "file" if "file" in medium else "url"
    return _filled(**{named: medium.get(named), "alt": medium.get("alt")})


def _filled(**parts: Any) -> dict[str, Any]:
    return {name: part for name, part in parts.items() if part not in (None, ABSENT, "", [], {})}
