"""A picture of a Markdown text as an entry of `media`."""

from __future__ import annotations

from policycheck.document import Mapping, Node, Scalar
from policycheck.readers.markdown_inline import Image
from policycheck.readers.media_types import media_type
from policycheck.text.late import late

__all__ = ["media_entry"]

_ONLINE = late(r"[A-Za-z][A-Za-z0-9+.-]+:|//")


def media_entry(image: Image) -> Mapping:
    """Give `url` or `file`, and `alt`: empty brackets are an empty text, not an absent one.

    Markdown has a mark for pictures only, so what its address does not tell is an image.
    """
    source = image.alt.source
    fields: list[tuple[Scalar, Node]] = []
    if image.url is not None:
        name = "url" if _ONLINE().match(image.url.text) else "file"
        fields.append((Scalar.made(source, image.url.span, name), image.url))
    fields.append((Scalar.made(source, image.alt.span, "alt"), image.alt))
    if image.url is None or media_type(image.url.text) is None:
        made = Scalar.made(source, image.span, "image")
        fields.append((Scalar.made(source, image.span, "type"), made))
    return Mapping.of(source, image.span, fields)
