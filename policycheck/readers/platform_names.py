"""Platforms as inventories name them, and what we call them.

Most names are ours but for capitals and blanks; the table has the others. Sources: the platforms
that GSA Touchpoints lists (its repository, model DigitalServiceAccount, read on 2026-11-23), the
`service_key` of the U.S. Digital Registry, and what pages are called in agencies' own lists.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["platform_id"]

#: By the name in small letters, `-` between its words.
_IDS: Final = {
    "bsky": "bluesky",
    "facebook-page": "facebook",
    "facebook-profile": "facebook",
    "facebook-group": "facebook",
    "fb": "facebook",
    "insta": "instagram",
    "linked-in": "linkedin",
    "linkedin-page": "linkedin",
    "slide-share": "slideshare",
    "tik-tok": "tiktok",
    "twitter": "x",
    "twitter-x": "x",
    "x-twitter": "x",
    "x-formerly-twitter": "x",
    "you-tube": "youtube",
    "youtube-channel": "youtube",
}
#: What stands for "none of those that the form offers".
_NONE: Final = frozenset({"other", "none", "n-a"})
_BETWEEN = re.compile(r"[^a-z0-9]+")


def platform_id(name: str) -> str:
    """Give our id of a platform; '' where the name says only that it is none of a list."""
    plain = _BETWEEN.sub("-", name.strip().casefold()).strip("-")
    if plain in _NONE:
        return ""
    return _IDS.get(plain, plain) or name
