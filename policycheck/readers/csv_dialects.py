"""The tables of schedulers: which column of which tool is which field of a post.

A table is known by the names of its columns, in any order and case; a tool's optional columns may
be missing. What a column means to the tool and not to a policy (a label, a reminder) is `NOTHING`
and left out. Only Publer's new table has a place for alternative text: in all others it is not
carried, and rules about it cannot be decided. Times without a zone take the project's.

Hootsuite's bulk composer has no header: date and time, message, link. It is known by
`dialect: hootsuite`, or where the first column is a date with a time in every row looked at.

Sources: support.sproutsocial.com (2023-10), publer.com/blog (2025) and its help pages,
help.kyriossystems.com, help.socialbee.com, ayrshare.com/docs, help.postfa.st (2026-04),
community.oktopost.com. Not confirmed by a page of the tool's own: the columns of Buffer and of
Hootsuite, Sprout's optional ones, Publer's from the fifth on, and that Publer separates
alternative texts with `||` as it does captions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from policycheck.readers.csv_dates import DateForm

__all__ = ["DIALECTS", "Column", "Dialect", "choose", "normal"]

Role = Literal["text", "date", "time", "media", "alt", "link", "field", "nothing"]


class Column(NamedTuple):
    """What a column holds. `field` names the field of ours, for the role `field`."""

    role: Role
    separator: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Dialect:
    """A tool's table. `needed` are the columns by which it is known, in `normal` form."""

    name: str
    tool: str
    columns: dict[str, Column]
    needed: frozenset[str]
    dates: DateForm = "ymd"
    free_dates: bool = False  # the tool also takes dates in words

    def carried(self, names: Iterable[str]) -> frozenset[str]:
        """Give the fields that a table with these columns has a place for."""
        fields: set[str] = set()
        for name in names:
            column = self.columns.get(normal(name), NOTHING)
            fields.update((column.field,) if column.field else _FIELDS[column.role])
        return frozenset(fields)


_FIELDS: Final[dict[Role, tuple[str, ...]]] = {
    "text": ("text",),
    "date": ("publish_at",),
    "time": ("publish_at",),
    "media": ("media.file", "media.url"),
    "alt": ("media.alt",),
    "link": ("links.url",),
    "field": (),
    "nothing": (),
}

NOTHING: Final = Column("nothing")
TEXT: Final = Column("text")
DATE: Final = Column("date")
LINK: Final = Column("link")
MEDIA: Final = Column("media", ",")
ACCOUNT: Final = Column("field", "", "account")
PLATFORM: Final = Column("field", "", "platform")


def normal(name: str) -> str:
    """Give a column's name as it is compared: without blanks around, in lower case."""
    return name.strip().casefold()


def _dialect(
    name: str,
    tool: str,
    needed: dict[str, Column],
    optional: dict[str, Column] | None = None,
    dates: DateForm = "ymd",
    *,
    free_dates: bool = False,
) -> Dialect:
    return Dialect(name, tool, {**needed, **(optional or {})}, frozenset(needed), dates, free_dates)


_BUFFER: Final = {"text": TEXT, "image url": MEDIA, "tags": NOTHING, "posting time": DATE}
_SPROUT: Final = {"date": DATE, "time_24hr": Column("time"), "message_text": TEXT}
_SPROUT_MORE: Final = {
    "public_image_url": MEDIA, "link": LINK, "links": LINK, "tag": NOTHING, "tags": NOTHING,
}  # fmt: skip
_PUBLER: Final = {
    "date": DATE, "text": TEXT, "link(s)": Column("link", ","), "media url(s)": MEDIA,
}  # fmt: skip
_PUBLER_MORE: Final = {
    "title": NOTHING, "label(s)": NOTHING, "labels": NOTHING, "alt text(s)": Column("alt", "||"),
    "comment(s)": NOTHING, "pin board, fb album, or google category": NOTHING,
    "post subtype": NOTHING, "cta": NOTHING, "reminder": NOTHING,
}  # fmt: skip
_PUBLER_OLD: Final = {"date": DATE, "message": TEXT, "link": LINK, "media url(s)": MEDIA}
_PLANNER: Final = {"postatspecifictime (yyyy-mm-dd hh:mm:ss)": DATE, "content": TEXT}
_PLANNER_MORE: Final = {
    "link (ogmetaurl)": LINK, "imageurls": MEDIA, "gifurl": MEDIA, "videourls": MEDIA,
    "posttype": NOTHING, "category": NOTHING, "followupcomment": NOTHING,
}  # fmt: skip
_SOCIALBEE: Final = {"text": TEXT, "imageurls": MEDIA, "postatspecifictime": DATE}
_SOCIALBEE_MORE: Final = {"link": LINK, "gifurls": MEDIA, "videourls": MEDIA}
_AYRSHARE: Final = {"post": TEXT, "platforms": Column("field", ",", "platform")}
_AYRSHARE_MORE: Final = {"mediaurls": MEDIA, "scheduledate": DATE}
_POSTFAST: Final = {"scheduled_at": DATE, "account_id": ACCOUNT, "content": TEXT}
_POSTFAST_MORE: Final = {
    "media_urls": MEDIA, "first_comment": NOTHING, "fb_content_type": NOTHING,
    "ig_publish_type": NOTHING, "yt_is_short": NOTHING, "pinterest_board_id": NOTHING,
}  # fmt: skip
_OKTOPOST: Final = {"network": PLATFORM, "message": TEXT, "linkurl": LINK}
_OKTOPOST_MORE: Final = {
    "linktitle": NOTHING, "imageurl": MEDIA, "description": NOTHING, "picture": MEDIA,
}  # fmt: skip
#: The columns of the table that has no header, in its order.
_HOOTSUITE: Final = {"date": DATE, "message": TEXT, "link": LINK}

_TABLE: Final = (
    _dialect("buffer", "Buffer", _BUFFER),
    _dialect("sprout-social", "Sprout Social", _SPROUT, _SPROUT_MORE, "either"),
    _dialect("sprout-social-dmy", "Sprout Social", _SPROUT, _SPROUT_MORE, "dmy"),
    _dialect("sprout-social-mdy", "Sprout Social", _SPROUT, _SPROUT_MORE, "mdy"),
    _dialect("publer", "Publer", _PUBLER, _PUBLER_MORE, free_dates=True),
    _dialect("publer-old", "Publer (old table)", _PUBLER_OLD, _PUBLER_MORE, free_dates=True),
    _dialect("social-planner", "GoHighLevel's Social Planner", _PLANNER, _PLANNER_MORE),
    _dialect("socialbee", "SocialBee", _SOCIALBEE, _SOCIALBEE_MORE),
    _dialect("ayrshare", "Ayrshare", _AYRSHARE, _AYRSHARE_MORE),
    _dialect("postfast", "PostFast", _POSTFAST, _POSTFAST_MORE),
    _dialect("oktopost", "Oktopost", _OKTOPOST, _OKTOPOST_MORE),
    _dialect("hootsuite", "Hootsuite", _HOOTSUITE, dates="either"),
    _dialect("hootsuite-dmy", "Hootsuite", _HOOTSUITE, dates="dmy"),
    _dialect("hootsuite-mdy", "Hootsuite", _HOOTSUITE, dates="mdy"),
)

DIALECTS: Final[dict[str, Dialect]] = {dialect.name: dialect for dialect in _TABLE}


def choose(names: Collection[str]) -> Dialect | None:
    """Find the dialect that a header belongs to: the one that needs the most of its columns."""
    header = {normal(name) for name in names}
    fitting = [d for d in _TABLE if d.needed <= header and not d.name.startswith("hootsuite")]
    return max(fitting, key=lambda dialect: len(dialect.needed), default=None)
