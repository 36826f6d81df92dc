"""What a medium is by the ending of its file or address."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

__all__ = ["media_type"]

_ENDINGS: Final = {
    "image": "avif bmp heic heif jpeg jpg png svg tif tiff webp",
    "gif": "gif",
    "video": "avi m4v mkv mov mp4 mpeg mpg ogv webm wmv",
    "audio": "aac flac m4a mp3 oga ogg opus wav wma",
    "document": "doc docx odp ods odt pdf ppt pptx xls xlsx",
}
_TYPES: Final = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings.split()}


def media_type(name: str) -> str | None:
    """Give the type for a file's name or an address, None where its ending does not say."""
    try:
        path = urlsplit(name).path if "://" in name else name
    except ValueError:  # no address after all
        return None
    return _TYPES.get(PurePosixPath(path).suffix.lower().removeprefix("."))
