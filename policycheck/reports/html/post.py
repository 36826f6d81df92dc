"""A post as it will look: who speaks, the words, what is attached, and what room is left."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from policycheck.model.view import LimitUse, MediumView, Passage, PostView, RecordView
from policycheck.reports.html.marked import Mark, marked
from policycheck.reports.html.markup import Attribute, Markup, el

__all__ = ["pointers", "post_preview"]

#: The marks of a record by the pointer of the text that they stand in.
Marks = Mapping[str, Sequence[Mark]]

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def pointers(post: PostView) -> frozenset[str]:
    """The places that are shown, so that something can be marked in them."""
    texts = (post.text, post.warning, *post.answers)
    media = (name for one in post.media for name in (one.pointer, _alt(one)))
    return frozenset((*(one.pointer for one in texts if one is not None), *media))


def _alt(one: MediumView) -> str:
    """The place of the alternative text, whether or not there is one."""
    return f"{one.pointer}/alt"


def post_preview(view: RecordView, post: PostView, marks: Marks) -> Markup:
    """The post in a frame, and its counters under it."""
    figure = el(
        "figure",
        el("figcaption", *_speaker(view, post)),
        _warning(post, marks),
        el("p", post.title, class_="title", dir="auto") if post.title else None,
        _text(post.text, marks) if post.text else el("p", "No text", class_="none"),
        _media(post.media, marks),
        _poll(post, marks),
        el("p", " ".join(post.others), class_="others", dir="auto") if post.others else None,
    )
    return el("div", el("div", figure, _counters(post.uses)), class_="preview")


def _speaker(view: RecordView, post: PostView) -> list[Markup | str]:
    account = view.record.account
    name = post.name or account or "No account named"
    parts: list[Markup | str] = [el("b", name, dir="auto")]
    if post.handle:
        parts += [" ", el("span", f"@{post.handle.lstrip('@')}", class_="handle")]
    if post.platform:
        parts += [" ", el("span", post.platform, class_="platform")]
    return parts


def _text(passage: Passage, marks: Marks) -> Markup:
    if not passage.text.strip():
        return el("p", "No text", marked(passage, marks.get(passage.pointer, ())), class_="none")
    return el(
        "blockquote",
        marked(passage, marks.get(passage.pointer, ())),
        class_="text",
        dir="auto",
        lang=_language(passage),
    )


def _language(passage: Passage) -> Attribute:
    return passage.lang if _LANGUAGE.fullmatch(passage.lang) else None


def _warning(post: PostView, marks: Marks) -> Markup | None:
    if post.warning is None:
        return None
    words = marked(post.warning, marks.get(post.warning.pointer, ()))
    label = el("span", "Content warning ", class_="label")
    return el("p", label, words, class_="warned", dir="auto")


def _media(media: Sequence[MediumView], marks: Marks) -> Markup | None:
    if not media:
        return None
    return el("ul", *(el("li", *_medium(one, marks)) for one in media), class_="media")


def _medium(one: MediumView, marks: Marks) -> list[Markup]:
    about = marked(Passage("", one.pointer), marks.get(one.pointer, ()))
    name = el("span", one.name or "unnamed", about, class_="file", dir="auto")
    kind = el("span", one.type or "file", class_="type")
    if one.alt is not None and one.alt.text.strip():
        words = marked(one.alt, marks.get(one.alt.pointer, ()))
        told = el("span", words, class_="alt", dir="auto", lang=_language(one.alt))
    else:
        missing = marked(Passage("", _alt(one)), marks.get(_alt(one), ()))
        said = "decorative: needs no alternative text" if one.decorative else "no alternative text"
        told = el("span", said, missing, class_="alt none")
    return [kind, name, told]


def _poll(post: PostView, marks: Marks) -> Markup | None:
    if not post.question and not post.answers:
        return None
    answers = (
        el("li", marked(one, marks.get(one.pointer, ())), dir="auto") for one in post.answers
    )
    return el("div", el("p", post.question, dir="auto"), el("ul", *answers), class_="poll")


def _counters(uses: Sequence[LimitUse]) -> Markup | None:
    """The text by its first count always, the others once they come near their limits."""
    texts = {one.platform: one for one in reversed(uses) if one.subject == "text"}
    shown = [one for one in uses if one is texts.get(one.platform) or one.high * 2 > one.limit]
    if not shown:
        return None
    return el("ul", *map(_counter, shown), class_="counters", aria_label="Counters")


def _counter(use: LimitUse) -> Markup:
    """`X text 231 of 280 characters`; a limit of secondary sources is said to be one."""
    over = use.low > use.limit
    left = f"{use.low - use.limit:,} too many" if over else f"{use.limit - use.high:,} left"
    if not over and use.high > use.limit:
        left = "may be too long"
    number = f"{use.low:,}" if use.low == use.high else f"{use.low:,} to {use.high:,}"
    share = min(use.high / use.limit, 1) * 100 if use.limit else 100
    doubt = None if use.certain else el("span", " (limit from secondary sources)", class_="label")
    return el(
        "li",
        el("span", f"{use.platform} {use.subject} ", class_="what"),
        el("span", f"{number} of {use.limit:,}", class_="sum"),
        el("span", f" {use.unit}, " if use.unit != use.subject else ", ", left, class_="label"),
        doubt,
        _bar(share),
        class_="over" if over or use.high > use.limit else None,
    )


def _bar(share: float) -> Markup:
    rect = el("rect", width=f"{share:.1f}", height="4")
    attributes: dict[str, Attribute] = {"viewBox": "0 0 100 4", "preserveAspectRatio": "none"}
    return el("svg", rect, class_="bar", aria_hidden="true", **attributes)
