from __future__ import annotations

from pathlib import Path

from .places import hits, records

POST = """---
media: [mastodon-eu]
hashtags:
  mastodon-eu: [usegalaxy]
---
{text}
"""


def test_a_finding_that_goes_on_further_up_in_the_file_ends_before_that(tmp_path: Path) -> None:
    """The tool puts the tags of the front matter below the text, and so does the reader."""
    plugins = "plugins:\n  - {name: mastodon-eu, class: mastodon.mastodon_client}\n"
    (tmp_path / "plugins.yml").write_text(plugins)
    text = "rain " * 120 + "falls."
    (tmp_path / "post.md").write_text(POST.format(text=text))
    (long,) = [hit for hit in hits(tmp_path, records(tmp_path)) if hit.rule == "platform-limits"]
    assert long.words.endswith("#usegalaxy")
    assert long.written
    assert long.written.endswith("falls.")
    assert (long.location.line, long.location.end_line) == (6, 6)
