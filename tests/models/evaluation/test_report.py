import json
import re
from pathlib import Path

import pytest

from models.errors import ModelError
from models.evaluation.comparison import compare
from models.evaluation.corruptions import CONDITIONS
from models.evaluation.page import SECTIONS
from models.evaluation.report import prepare_folder, write_report
from tests.models.evaluation.invented import PixelReader, invented_faces, network


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("report")
    found = compare(
        network("own <network>", PixelReader()),
        [network("plain", PixelReader(with_all_heads=False))],
        invented_faces(),
        conditions=CONDITIONS,
    )
    prepare_folder(target)
    write_report(found.as_dict(), target)
    return target


def test_the_page_holds_every_section(folder: Path) -> None:
    page = (folder / "index.html").read_text()

    for anchor, heading in SECTIONS:
        assert f'<section id="{anchor}"><h2>{heading}</h2>' in page
    assert "What the student projects named as weak spots" in page
    for spot in ("Low light", "Side faces", "Noise", "Neutral against sad"):
        assert re.search(rf"<h3>{spot}</h3><p><strong>[^<]*\d[^<]*</strong>", page), spot


def test_the_page_needs_no_other_file_and_no_network(folder: Path) -> None:
    page = (folder / "index.html").read_text()

    assert "http" not in re.sub(r"base64,[A-Za-z0-9+/=]+", "", page)
    links = re.findall(r'(?:href|src|srcset)="([^"]+)"', page)
    assert links
    assert all(link.startswith(("#", "data:image/png;base64,")) for link in links)
    assert "<script" not in page


def test_every_picture_has_words_and_a_dark_twin(folder: Path) -> None:
    page = (folder / "index.html").read_text()

    alts = re.findall(r'<img src="[^"]+" alt="([^"]+)">', page)
    assert len(alts) == page.count("<img") == page.count('prefers-color-scheme: dark)" srcset')
    assert all(len(alt) > 20 for alt in alts)


def test_names_of_files_cannot_break_the_page(folder: Path) -> None:
    page = (folder / "index.html").read_text()

    assert "own &lt;network&gt;" in page
    assert "<network>" not in page


def test_plots_are_written_as_png_for_light_and_dark_and_figures_as_json(folder: Path) -> None:
    plots = {path.name for path in folder.glob("*.png")}

    assert {"robustness.png", "reliability.png", "confusion-fer2013.png", "action.png"} <= plots
    assert {
        f"{name.removesuffix('.png')}-dark.png" for name in plots if "-dark" not in name
    } <= plots
    assert all((folder / name).read_bytes().startswith(b"\x89PNG") for name in plots)
    assert json.loads((folder / "figures.json").read_text())["split"] == "PrivateTest"


def test_a_page_without_robustness_or_votes_says_so(tmp_path: Path) -> None:
    stranger = network("stranger", PixelReader(with_all_heads=False))
    document = compare(stranger, [], invented_faces(), conditions=()).as_dict()

    page = write_report(document, tmp_path).read_text()

    assert page.count("Not measured in this run (--no-robustness).") == 4
    assert "no vote head" in page
    assert "no action head" in page


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match="cannot write a report"):
        prepare_folder(tmp_path / "file" / "report")
