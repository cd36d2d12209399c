"""The tables of the join page's words: complete in each language."""

import re

import pytest
from playwright.sync_api import Page, Route

from classroom.errors import ClassroomError
from classroom.signalling.errors import STATIC

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

ADDRESS = "http://words.example"
FLATTEN = """async () => {
    const { TABLES } = await import("/static/words.js");
    const leaves = (table, path) => Object.entries(table).flatMap(([name, inside]) =>
        typeof inside === "string" ? [[`${path}${name}`, inside]]
                                   : leaves(inside, `${path}${name}.`));
    return Object.fromEntries(Object.entries(TABLES).map(
        ([language, table]) => [language, Object.fromEntries(leaves(table, ""))]));
}"""

Tables = dict[str, dict[str, str]]


@pytest.fixture
def tables(student: Page) -> Tables:
    """Every sentence of every language by its key."""

    def give(route: Route) -> None:
        route.fulfill(path=STATIC / route.request.url.removeprefix(f"{ADDRESS}/static/"))

    student.route(f"{ADDRESS}/static/**", give)
    student.goto(f"{ADDRESS}/static/icon.svg")
    read: Tables = student.evaluate(FLATTEN)
    return read


def test_languages_have_the_same_keys_with_the_same_placeholders(
    tables: Tables,
) -> None:
    english, german = tables["en"], tables["de"]
    assert english.keys() == german.keys()
    for key, sentence in english.items():
        placeholders = sorted(re.findall(r"\{\w+\}", sentence))
        assert sorted(re.findall(r"\{\w+\}", german[key])) == placeholders, key
        assert german[key].strip(), key
        assert german[key] != sentence or key in {"page.title", "status.live", "room.pause"}, key


def test_every_key_that_the_page_names_is_a_sentence(tables: Tables) -> None:
    html = "".join(page.read_text("utf-8") for page in STATIC.glob("*.html"))
    named = set(re.findall(r'data-(?:words|label)="([\w.]+)"', html))
    for script in STATIC.glob("*.js"):
        spoken = re.findall(r'"([a-z]+\.[A-Za-z_.]+)"', script.read_text("utf-8"))
        named |= {key for key in spoken if not key.endswith(".js")}
    assert len(named) > 50
    assert named <= tables["en"].keys()


def test_every_error_of_the_student_side_is_translated_by_its_code(
    tables: Tables,
) -> None:
    def codes(error: type[ClassroomError]) -> set[str]:
        return {error.code}.union(*(codes(each) for each in error.__subclasses__()))

    elsewhere = {
        "settings", "unknown_teacher", "signed_out", "law_notice", "bad_image", "data", "hidden",
        "report", "benchmark", "busy", "not_over",
    }  # fmt: skip
    met = codes(ClassroomError) - elsewhere
    assert {f"errors.{code}" for code in met} <= tables["en"].keys()
