"""One post in every format: with each, the characters before its text on its line."""

from __future__ import annotations

import csv
import io
import json

FORMATS = ("md", "yaml", "json", "jsonl", "csv")


def written(ending: str, text: str, *, platform: str = "") -> str:
    """The file that holds the post. YAML keeps the text on one line, in quotes where it must."""
    fields = {"platform": platform} if platform else {}
    match ending:
        case "md":
            front = f"---\nplatform: {platform}\n---\n" if platform else ""
            return f"{front}{text}\n"
        case "yaml":
            return "".join(f"{k}: {v}\n" for k, v in fields.items()) + f"text: {_quoted(text)}\n"
        case "json" | "jsonl":
            return json.dumps({**fields, "text": text}, ensure_ascii=ending == "json") + "\n"
        case _:
            rows = io.StringIO()
            writer = csv.DictWriter(rows, [*fields, "text"], lineterminator="\n")
            writer.writeheader()
            writer.writerow({**fields, "text": text})
            return rows.getvalue()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
