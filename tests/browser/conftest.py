"""A browser without a head, and a page that notes what it says and asks for."""

import os
import shutil

import pytest

CHROMIUM = (
    os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
)
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="module")  # while it is open an event loop runs in every test
def browser():
    if not CHROMIUM:
        pytest.skip("no Chromium on this machine: set CHROMIUM")
    playwright_api = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed"
    )
    with playwright_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser):
    contexts = []

    def open_page(file, width=1280, colours="light"):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=colours
        )
        contexts.append(context)
        page = context.new_page()
        page.said, page.asked_for = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("request", lambda request: page.asked_for.append(request.url))
        page.goto(file.as_uri())
        page.wait_for_function("document.fonts.status === 'loaded'")
        return page

    yield open_page
    for context in contexts:
        context.close()
