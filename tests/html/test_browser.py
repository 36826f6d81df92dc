"""The page in a real browser: it runs nothing, filters, prints, and serves keyboard and ear."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .conftest import Opener, Scheme

if TYPE_CHECKING:
    from playwright.sync_api import Page

FINDINGS = ".finding:visible"


def state(page: Page) -> str:
    """What the form says, once it has filtered again."""
    return page.locator("#shown").inner_text()


def filtered(page: Page, before: str) -> None:
    page.wait_for_selector(f"body[data-filtered]:not([data-filtered='{before}'])")


class Filtering:
    """Does something and waits for the page to have filtered."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __enter__(self) -> None:
        self.before = self.page.locator("body").get_attribute("data-filtered") or ""

    def __exit__(self, *_: object) -> None:
        filtered(self.page, self.before)


def test_nothing_of_a_record_runs_and_nothing_is_asked_of_the_network(
    opened: Opener, file: Path
) -> None:
    page = opened(file)
    assert (
        page.title() == "8 posts: 3 ready, 3 to fix, 1 to review, 1 undecided, 1 problem - agency"
    )
    assert page.evaluate("document.scripts.length") == 1
    assert page.locator("img, iframe, object").count() == 0
    assert "onerror=" in page.locator("blockquote", has_text="evil").inner_text()


def test_an_injected_script_or_style_would_be_refused(opened: Opener, file: Path) -> None:
    page = opened(file, loud=True)
    page.evaluate(
        """() => {
          window.refused = [];
          document.addEventListener("securitypolicyviolation",
            (event) => window.refused.push(event.effectiveDirective));
          const script = document.createElement("script");
          script.textContent = "document.title = 'run'";
          document.body.append(script);
          const image = document.createElement("img");
          image.src = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
          document.body.append(image);
        }"""
    )
    page.wait_for_timeout(100)
    assert set(page.evaluate("window.refused")) == {"script-src-elem", "img-src"}
    assert page.title() != "run"


def test_filters_by_account_owner_severity_and_words_narrow_together(
    opened: Opener, file: Path
) -> None:
    page = opened(file)
    assert state(page) == "All 9 findings shown"
    with Filtering(page):
        page.select_option("#account", label="ag-fb")
    assert state(page) == "5 of 9 findings shown"
    assert page.locator(FINDINGS).count() == 5
    with Filtering(page):
        page.uncheck("input[value=waived]")
    assert state(page) == "4 of 9 findings shown"
    with Filtering(page):
        page.fill("#search", "PLAIN مصطلح")
    assert state(page) == "1 of 9 findings shown"
    assert page.locator("article:visible h3").all_inner_texts() == ["arabic"]
    with Filtering(page):
        page.select_option("#owner", label="Press <b>Office</b>")
    assert state(page) == "0 of 9 findings shown"
    assert page.locator(".nothing:visible").count() == page.locator(".records").count()
    with Filtering(page):
        page.click("#show-all")
    assert state(page) == "All 9 findings shown"
    assert page.locator(FINDINGS).count() == 9
    assert page.evaluate("document.activeElement.id") == "search"


def test_a_search_finds_words_of_the_post_and_escape_ends_it(opened: Opener, file: Path) -> None:
    page = opened(file)
    with Filtering(page):
        page.locator("#search").press_sequentially("evil.example")
    assert page.locator("article:visible h3").all_inner_texts() == ["hostile"]
    with Filtering(page):
        page.press("#search", "Escape")
    assert state(page) == "All 9 findings shown"


def test_all_of_a_long_page_is_taken_in(opened: Opener, long_file: Path) -> None:
    page = opened(long_file)
    assert state(page) == "All 200 findings shown"
    assert page.locator(".finding").count() == 200
    assert page.locator("noscript, .waiting").count() == 0
    with Filtering(page):
        page.fill("#search", "p199")
    assert page.locator(FINDINGS).count() == 1


def test_without_a_script_all_is_there(opened: Opener, long_file: Path) -> None:
    page = opened(long_file, script=False)
    assert not page.locator("#filters").is_visible()
    assert page.locator(FINDINGS).count() == 200
    assert page.locator(".waiting:visible").count() == 0


def test_a_number_in_a_text_leads_to_its_finding_even_if_that_was_hidden(
    opened: Opener, file: Path
) -> None:
    page = opened(file)
    number = page.locator("mark a.n").first
    target = number.get_attribute("href") or ""
    with Filtering(page):
        page.uncheck("input[value=error]")
    assert not page.locator(target).is_visible()
    with Filtering(page):
        page.evaluate("target => { location.hash = target }", target)
    page.wait_for_selector(f"{target}:focus")
    assert state(page) == "All 9 findings shown"


def test_the_keyboard_reaches_all_that_the_mouse_does(opened: Opener, file: Path) -> None:
    page = opened(file)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box() is not None
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(() => { const one = document.activeElement;"
                " return one.id || one.value || one.className || one.tagName; })()"
            )
        )
    assert {"search", "account", "owner", "error", "waived", "n error", "SUMMARY"} <= reached
    page.focus("#account")
    with Filtering(page):
        page.keyboard.press("ArrowDown")
    assert state(page) == "5 of 9 findings shown"


def test_what_changes_is_told_to_who_does_not_see_it(opened: Opener, file: Path) -> None:
    page = opened(file)
    tree = page.locator("#filters").aria_snapshot()
    assert 'searchbox "Search"' in tree
    assert 'combobox "Account"' in tree
    assert "status: All 9 findings shown" in tree
    assert page.locator("main h4").count() == page.locator(".finding").count()


def test_paper_gets_the_findings_and_not_the_controls(opened: Opener, file: Path) -> None:
    page = opened(file)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert not page.locator("#filters").is_visible()
    assert not page.locator("nav").is_visible()
    assert page.locator(FINDINGS).count() == 9
    assert page.locator("details:not([open])").count() == 0
    assert page.pdf()[:5] == b"%PDF-"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_anybody(
    opened: Opener, file: Path, width: int, scheme: Scheme
) -> None:
    """WCAG 2.1 A and AA, as far as axe-core can tell, with all that is folded unfolded."""
    from axe_playwright_python.sync_playwright import Axe

    page = opened(file, width=width, height=9000, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    found = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
    )
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
    assert found.response["passes"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
