"""What a student does on the join page, and what the page says of it."""

from playwright.sync_api import Page, expect

PATIENCE_MS = 45_000


def expect_state(page: Page, state: str) -> None:
    """Wait until the page says that it stands so."""
    expect(page.locator("#status")).to_have_attribute("data-state", state, timeout=PATIENCE_MS)


def open_page(page: Page, join_url: str) -> None:
    """Open the link and wait for the form."""
    page.goto(join_url)
    expect(page.locator("#join")).to_be_visible()


def join(page: Page, join_url: str, name: str = "Priya") -> None:
    """Join with the camera and wait until live."""
    open_page(page, join_url)
    page.fill("#name", name)
    page.check("#consent")
    page.click("#join")
    expect_state(page, "live")


def expect_seen(page: Page) -> None:
    """Wait until the page shows that the face was read."""
    expect(page.locator("#reading")).to_have_attribute("data-seen", "yes", timeout=PATIENCE_MS)


def participant_id(page: Page) -> str:
    """Return who the server says that this student is."""
    place = page.evaluate(
        "() => JSON.parse(sessionStorage.getItem("
        "Object.keys(sessionStorage).find((key) => key.startsWith('raised-hand:'))))"
    )
    return str(place["participant_id"])
