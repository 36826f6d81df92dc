"""A real browser for the page: that of `POLICYCHECK_BROWSER`, or the Chromium of this machine.

Where there is none, the tests that need it are skipped and say so; `make test` installs one first.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import pytest

from .agency import page_of, write_agency

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Opens the page of the agency, or a longer one, in a window so wide, in a scheme of colours.
Opener: TypeAlias = "Callable[..., Page]"
Scheme: TypeAlias = Literal["light", "dark"]

_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("POLICYCHECK_BROWSER") or next(
        filter(None, map(shutil.which, _NAMES)), ""
    )
    if not path or find_spec("playwright") is None:
        pytest.skip("no Chromium, or no playwright, is here")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of an audit of the agency."""
    folder = tmp_path_factory.mktemp("agency")
    target = folder / "report.html"
    target.write_text(page_of(write_agency(folder), command="audit"), encoding="utf-8")
    return target


@pytest.fixture(scope="module")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with 200 findings in as many posts."""
    folder = tmp_path_factory.mktemp("long")
    posts = "".join(f'{{"id": "p{n}", "text": "click here {n}"}}\n' for n in range(200))
    (folder / "posts.jsonl").write_text(posts, encoding="utf-8")
    target = folder / "report.html"
    page = page_of(folder, "posts.jsonl", "--select", "link-words-vague")
    target.write_text(page, encoding="utf-8")
    return target


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opener]:
    """Open a file in a window of its own. What it says on the console fails the test."""
    windows: list[Page] = []
    said: list[str] = []

    def open_(
        file: Path,
        *,
        width: int = 1280,
        height: int = 900,
        scheme: Scheme = "light",
        script: bool = True,
        loud: bool = False,
    ) -> Page:
        page = chromium.new_page(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
        )
        page.on("console", lambda message: None if loud else said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url))
        page.goto(file.as_uri())
        if script:
            page.wait_for_selector("body[data-filtered]")
        windows.append(page)
        assert said.pop(0) == file.as_uri()
        return page

    yield open_
    for window in windows:
        window.close()
    assert said == []
