import io
import struct
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from classroom.errors import ImageError
from classroom.inference import FaceAnalyzer
from classroom.inference.recordings.photo import is_photo, read_photo
from classroom.inference.recordings.reading import Reader

Picture = npt.NDArray[np.uint8]


def saved(picture: Image.Image, form: str = "PNG", **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def colours(height: int = 40, width: int = 60) -> Picture:
    """Red on the left, blue on the right, bright at the top."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[:, : width // 2, 0] = 200
    picture[:, width // 2 :, 2] = 200
    picture[: height // 4] += 50
    return picture


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF"])
def test_usual_formats_give_the_same_picture(form: str) -> None:
    photo = read_photo(saved(Image.fromarray(colours()), form))

    assert photo.rgb.shape == (40, 60, 3)
    assert np.abs(photo.rgb[30, 5].astype(int) - colours()[30, 5]).max() < 12


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "I;16", "I"])
def test_every_kind_of_pixel_becomes_eight_bit_rgb(mode: str) -> None:
    ramp = np.tile(np.arange(0, 240, 4, dtype=np.uint8), (40, 1))
    if mode.startswith("I"):
        deep = ramp.astype(np.uint16) << 8
        image = Image.fromarray(deep) if mode == "I;16" else Image.fromarray(deep.astype(np.int32))
    else:
        image = Image.fromarray(ramp).convert("RGB")
        image = image.quantize(60) if mode == "P" else image.convert(mode)

    rgb = read_photo(saved(image, "TIFF" if mode == "I" else "PNG")).rgb

    assert rgb.dtype == np.uint8
    assert rgb.shape == (40, 60, 3)
    if mode != "1":
        assert np.abs(rgb[..., 0].astype(int) - ramp).max() < 16


def test_cmyk_jpeg_keeps_its_colours() -> None:
    rgb = read_photo(saved(Image.fromarray(colours()).convert("CMYK"), "JPEG")).rgb

    assert np.abs(rgb[30, 5].astype(int) - [200, 0, 0]).max() < 40


def test_transparent_parts_become_white() -> None:
    image = Image.fromarray(colours()).convert("RGBA")
    image.putalpha(0)

    assert (read_photo(saved(image)).rgb == 255).all()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_the_cameras_orientation_is_applied(orientation: int) -> None:
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    image = Image.fromarray(colours())
    lying = image.transpose(undo[orientation]) if orientation in undo else image
    notes = Image.Exif()
    notes[0x0112] = orientation

    photo = read_photo(saved(lying, "PNG", exif=notes))

    assert (photo.width, photo.height) == (60, 40)
    assert (photo.rgb == colours()).all()


def test_a_200_megapixel_jpeg_is_read_reduced_with_boxes_in_its_own_pixels(
    analyzer: FaceAnalyzer, astronaut: Picture
) -> None:
    face = Image.fromarray(astronaut[20:240, 114:334]).convert("L")
    whole = Image.new("L", (16_000, 12_500), 90)
    whole.paste(face.resize((11_000, 11_000), Image.Resampling.NEAREST), (4_000, 1_000))

    photo, reading = Reader(analyzer).photo(saved(whole, "JPEG", quality=60))

    assert (photo.width, photo.height) == (16_000, 12_500)
    assert photo.rgb.shape[0] * photo.rgb.shape[1] <= 25_000_000
    (found,) = reading.faces
    box = found.observation.box
    assert 4_000 < box.left < box.left + box.width < 15_000
    assert box.width > 3_000


def header_only_png(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        checked = name + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0"))


def test_what_must_be_held_whole_is_refused_by_its_header() -> None:
    with pytest.raises(ImageError, match=r"20000 x 10000 .* \(200 megapixels, limit 100"):
        read_photo(header_only_png(20_000, 10_000))


def test_the_limit_can_be_set() -> None:
    with pytest.raises(ImageError, match="too many"):
        read_photo(saved(Image.fromarray(colours(1000, 1000))), max_megapixels=0.5)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_half_a_picture_is_said_to_be_cut_off(form: str, astronaut: Picture) -> None:
    whole = saved(Image.fromarray(astronaut), form)

    with pytest.raises(ImageError, match="cut off"):
        read_photo(whole[: len(whole) // 2])


@pytest.mark.parametrize("content", [b"plain text, no picture", b"\xff\xd8\xff\xe0broken", b"GIF8"])
def test_what_is_no_picture_is_an_image_error(content: bytes) -> None:
    with pytest.raises(ImageError):
        read_photo(content)


def test_content_decides_what_is_a_photo(tmp_path: Path) -> None:
    disguised = tmp_path / "photo.mp4"
    disguised.write_bytes(saved(Image.fromarray(colours())))
    text = tmp_path / "text.jpg"
    text.write_text("no picture")

    assert is_photo(disguised)
    assert not is_photo(text)
