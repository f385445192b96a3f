"""Check the documentation as a reader sees it: built, then opened in Chromium on a wide and on a narrow screen.

Needs Chromium (Debian's package `chromium`), which `.ci/run` installs.
"""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Dict, Iterator, List, Set
from urllib.parse import urldefrag, urljoin

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SCREENS = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 390, "height": 844}}
# Texts of the HTTP reference that must be readable in dark mode.
HTTP_REFERENCE_TEXTS = [
    ".info p",
    ".opblock-summary-path",
    ".opblock-tag",
    ".opblock-summary-description",
    ".examples-select__section-label",
    ".header-col",
]
# Without these options, Chromium requests updates and looks up its vendor's hosts.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class _Handler(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/favicon.ico":
            # For a page that cannot name an icon, such as openapi.json, Chromium requests one at an unpredictable time.
            self.send_response(http.HTTPStatus.NO_CONTENT)
            self.end_headers()
        else:
            super().do_GET()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the documentation, built from scratch."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--strict", "-d", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    handler = functools.partial(_Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), ""
    )
    assert path, "Chromium is needed here: install Debian's package chromium."
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield running
        running.close()


@pytest.fixture(params=SCREENS)
def page(browser: Browser, request: Any) -> Iterator[Page]:
    """A page that must have neither console errors nor failed requests."""
    context = browser.new_context(viewport=SCREENS[request.param])
    opened = context.new_page()
    complaints: List[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    # Navigating to the next page aborts pending requests of the previous one.
    failed: List[str] = []
    opened.on("requestfailed", lambda asked: failed.append(f"{asked.url}: {asked.failure}"))
    opened.on("response", lambda answer: complaints.append(answer.url) if answer.status >= 400 else None)
    yield opened
    context.close()
    complaints += [failure for failure in failed if not failure.endswith("net::ERR_ABORTED")]
    assert complaints == []


def links_of(page: Page) -> List[str]:
    found: List[str] = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
    return found


def test_every_link_leads_to_a_page_and_no_page_is_wider_than_the_screen(site: str, page: Page) -> None:
    waiting, seen = [site], {site}
    anchors: Dict[str, Set[str]] = {}
    wanted: List[str] = []
    while waiting:
        address = waiting.pop()
        answer = page.goto(address, wait_until="domcontentloaded")
        assert answer is not None and answer.status == 200, address
        if not (answer.headers.get("content-type") or "").startswith("text/html"):
            continue
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
        anchors[address] = set(page.eval_on_selector_all("[id]", "each => each.map(one => one.id)"))
        for link in links_of(page):
            target, anchor = urldefrag(urljoin(address, link))
            if not target.startswith(site):
                continue
            if anchor:
                wanted.append(link)
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    assert len(anchors) >= 25
    missing = [link for link in wanted for at, name in [urldefrag(link)] if at in anchors and name not in anchors[at]]
    assert [link for link in missing if not link.endswith("#__skip")] == []


def test_the_search_finds_what_people_look_for(site: str, page: Page) -> None:
    page.goto(site, wait_until="networkidle")
    if not page.locator(".md-search__input").is_visible():
        page.locator("label[for=__search]").first.click()
    page.locator(".md-search__input").focus()
    # The index is loaded when the search is opened, and earlier input is lost.
    page.locator(".md-search-result__meta", has_text="Type to start searching").wait_for()
    page.locator(".md-search__input").press_sequentially("verify_webhook")
    page.wait_for_selector(".md-search-result__item")
    titles = page.locator(".md-search-result__item").all_inner_texts()
    assert any("webhook" in title.lower() for title in titles)
    found = page.locator(".md-search-result__link").first.get_attribute("href") or ""
    page.goto(urljoin(site, found), wait_until="domcontentloaded")
    assert "verify_webhook_signature" in page.locator("article").inner_text()


def test_the_http_reference_shows_the_operations(site: str, page: Page) -> None:
    page.goto(site + "http/", wait_until="networkidle")
    shown = page.frame_locator("iframe").first
    shown.locator(".opblock").first.wait_for()
    assert shown.locator(".opblock").count() >= 60
    assert "HelixAgent API" in shown.locator(".info .title").first.inner_text()


def test_the_http_reference_has_its_height_before_the_page_around_it_is_ready(site: str, page: Page) -> None:
    held: List[Route] = []
    page.route("**/assets/javascripts/bundle.*.js", lambda route: held.append(route))
    page.goto(site + "http/", wait_until="commit")
    page.frame_locator("iframe").first.locator(".opblock").first.wait_for(state="attached")
    page.wait_for_function("document.querySelector('iframe').style.height")
    (script,) = held
    script.continue_()
    page.wait_for_load_state("load")
    assert (page.locator("iframe").first.bounding_box() or {})["height"] > 2000


def test_the_reference_shows_arguments_and_what_is_raised(site: str, page: Page) -> None:
    page.goto(site + "reference/chat/", wait_until="load")
    create = page.locator("#helixagent\\.resources\\.ChatCompletions\\.create").first
    create.scroll_into_view_if_needed()
    text = page.locator("article").inner_text()
    for said in ("Messages of the conversation so far", "Parameters:", "Raises:", "RateLimitError"):
        assert said in text, said


def test_output_blocks_differ_from_code_and_have_no_copy_button(site: str, page: Page) -> None:
    page.goto(site + "streaming/", wait_until="networkidle")
    assert (
        page.locator("div.highlight:not(.output) button.md-code__button, div.highlight:not(.output) button").count() > 0
    )
    assert page.locator("div.output").count() > 3 and page.locator("div.output button").count() == 0
    colors = [
        page.locator(f"div.highlight{which} pre > code").first.evaluate(
            "each => getComputedStyle(each).backgroundColor"
        )
        for which in (".output", ":not(.output)")
    ]
    assert colors[0] != colors[1]


def test_the_http_reference_is_dark_in_dark_mode(site: str, browser: Browser) -> None:
    context = browser.new_context(color_scheme="dark")
    opened = context.new_page()
    opened.goto(site + "http/", wait_until="networkidle")
    shown = opened.frame_locator("iframe").first
    shown.locator(".opblock").first.wait_for()
    shown.locator("[id*=createChatCompletion] .opblock-summary-control").first.click()
    shown.locator(".header-col").first.wait_for()
    brightness = "(color) => color.match(/[0-9]+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3"
    background = shown.locator(".swagger-ui").first.evaluate(
        f"each => ({brightness})(getComputedStyle(each).backgroundColor)"
    )
    texts = shown.locator(", ".join(HTTP_REFERENCE_TEXTS)).evaluate_all(
        f"all => all.map(each => ({brightness})(getComputedStyle(each).color))"
    )
    context.close()
    assert background < 60 and len(texts) > 60 and min(texts) > 140, (background, min(texts))
