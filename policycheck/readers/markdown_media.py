"""A picture of a Markdown text as an entry of `media`."""

from __future__ import annotations

import re

from policycheck.document import Mapping, Node, Scalar
from policycheck.readers.markdown_inline import Image

__all__ = ["media_entry"]

_ONLINE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")


def media_entry(image: Image) -> Mapping:
    """Give `url` or `file`, and `alt`: empty brackets are an empty text, not an absent one."""
    fields: list[tuple[Scalar, Node]] = []
    if image.url is not None:
        fields.append(
            (_key(image.url, "url" if _ONLINE.match(image.url.text) else "file"), image.url)
        )
    fields.append((_key(image.alt, "alt"), image.alt))
    return Mapping.of(image.alt.source, image.span, fields)


def _key(value: Scalar, name: str) -> Scalar:
    return Scalar.made(value.source, value.span, name)
