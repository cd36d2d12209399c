"""What axe finds on every page: nothing serious (WCAG 2.2, levels A and AA)."""

from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from classroom.domain.mode import SessionMode
from classroom.store.engine import Store
from tests.dashboard.seeded import create_class, seed_past_class, seed_running_class
from tests.dashboard.serving import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1440, height=900)


@dataclass(frozen=True)
class Places:
    """Addresses of pages with something on each."""

    live: str
    group: str
    words: str
    empty: str
    past: str
    student: str


@pytest.fixture
def places(store: Store) -> Places:
    ended = seed_past_class(store)
    return Places(
        live=f"/session/{seed_running_class(store, 8, minutes=2, ahead_s=300).session_id}",
        group="/session/"
        + seed_running_class(
            store, 8, minutes=2, mode=SessionMode.AGGREGATE, ahead_s=300
        ).session_id,
        words="/session/"
        + seed_running_class(store, 4, minutes=2, mode=SessionMode.SELF_REPORT).session_id,
        empty=f"/session/{create_class(store).session_id}",
        past=f"/session/{ended.session_id}",
        student=f"/session/{ended.session_id}/student/{ended.students['Ben']}",
    )


def findings(page: Page) -> list[str]:
    """Name what axe finds serious or critical, with where."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary'][:300]}"
        for rule in found
        if rule["impact"] in {"serious", "critical"}
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(
    ("scheme", "locale"), [("light", "en-GB"), ("dark", "en-GB"), ("light", "de-DE")]
)
def test_axe_finds_nothing_serious_on_any_page(
    browser: Browser, address: str, store: Store, places: Places, scheme: str, locale: str
) -> None:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light", viewport=DESKTOP, locale=locale
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        found.update({name: problems} if (problems := findings(page)) else {})

    page.goto(address + "/sign-in")
    look("sign in")
    sign_in(page, address, store)
    for path in ("/", "/try", "/session/nobody-knows", *vars(places).values()):
        page.goto(address + path)
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        page.wait_for_timeout(1500)
        if path == places.past:
            page.locator(".people").scroll_into_view_if_needed()
            expect(page.locator(".people .ag-row").first).to_be_visible()
        look(path)
    page.goto(address + places.past)
    page.click("#forget-open")
    expect(page.locator("#forget-confirm")).to_be_visible()
    look("#forget-open")
    page.goto(address + places.live)
    expect(page.locator(".hand").first).to_be_visible()
    for opener, inside in {
        "#live-table-open": "#live-table table",
        "#view-menu summary": "#live-side",
        "#share summary": ".qr",
        "#keys-open": "#keys-toggle",
        "#topic-open": "#topic-name",
        "#end-open": "#end-confirm",
    }.items():
        page.click(opener)
        expect(page.locator(inside)).to_be_visible()
        look(opener)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    page.set_viewport_size(PHONE)
    look("live on a phone")
    context.close()
    told = [f"{where}: {each}" for where, each in found.items()]
    assert not told, "\n".join(told)
