"""A store of one's own, and the real dashboard in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from classroom.settings import Settings
from classroom.store.engine import Store, open_store
from tests.dashboard.serving import chromium, served, sign_in


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    store = open_store(settings.resolved_database_url)
    yield store
    store.close()


@pytest.fixture
def address(settings: Settings, store: Store) -> Iterator[str]:
    with served(settings, store) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """A browser that has not signed in."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    expect.set_options(timeout=60_000)  # a busy machine takes long for a first page
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


@pytest.fixture
def teacher(visitor: Page, address: str, store: Store) -> Page:
    """A browser in which the teacher has signed in."""
    sign_in(visitor, address, store)
    return visitor
