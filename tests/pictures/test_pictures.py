from pathlib import Path

import pytest
from PIL import Image

from tests.pictures.__main__ import PAGES, document
from tests.pictures.page import LOOKS, SIZES, photograph, picture_name
from tests.pictures.student import student_pages
from tests.pictures.teacher import teacher_pages

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]


def test_every_page_is_in_the_document_and_can_be_photographed(tmp_path: Path) -> None:
    shown = []
    for pages, sample in ((teacher_pages, "sign-in"), (student_pages, "join")):
        with pages() as (browser, all_of_them):
            shown += all_of_them
            taken = next(each for each in all_of_them if each.name == sample)
            photograph(browser, taken, tmp_path)
        for look in LOOKS:
            with Image.open(tmp_path / picture_name(taken, look)) as picture:
                assert picture.width == SIZES[look.size][0]
    assert document(shown) == PAGES.read_text(), "run `make pictures`"
