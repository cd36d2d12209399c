"""One photo, upright and in plain RGB, whatever it was stored as and however large it is."""

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps, UnidentifiedImageError

from classroom.errors import ImageError
from classroom.language import say

FORMATS: Final[tuple[str, ...]] = (
    "JPEG", "PNG", "WEBP", "AVIF", "BMP", "GIF", "TIFF", "PPM",
)  # fmt: skip
"""What is tried: plain pictures only, no format that reads other files or runs a program."""
MAX_MEGAPIXELS: Final[float] = 100.0
"""Pixels held whole: 100 million take 300 MB, as many again while they are turned upright."""
REDUCED_SHARE: Final[int] = 8
"""A baseline JPEG is decoded at a fraction of its size, so it may have so many times as many."""
READ_PIXELS: Final[int] = 25_000_000
"""More pixels than this show no more faces that can be read: a larger photo is reduced to them."""
DAMAGED: Final = (OSError, SyntaxError, ValueError, TypeError, KeyError, struct.error, EOFError)
"""What Pillow raises for pictures that are cut off or wrong inside."""

Image.init()  # with named formats, Pillow tries only those that are loaded
Image.MAX_IMAGE_PIXELS = None  # the limits above replace Pillow's own, which stop at 179 megapixels


@dataclass(frozen=True, slots=True, eq=False)
class Photo:
    """``rgb`` uint8 (H, W, 3), upright, and reduced where the photo is very large."""

    rgb: npt.NDArray[np.uint8]
    width: int
    """Pixels of the whole photo, upright."""
    height: int

    @property
    def scale(self) -> float:
        """Pixels of ``rgb`` for one of the whole photo; 1 unless it was reduced."""
        return float(self.rgb.shape[1] / self.width)


def is_photo(source: Path | bytes) -> bool:
    """Whether the content, not the name, is that of a picture."""
    try:
        with _quiet(), Image.open(_stream(source), formats=FORMATS):
            return True
    except UnidentifiedImageError:
        return False
    except DAMAGED:
        return isinstance(source, bytes) or source.is_file()


def read_photo(source: Path | bytes, max_megapixels: float = MAX_MEGAPIXELS) -> Photo:
    """Decode a photo; raises ``ImageError`` that says what is wrong with it.

    Its size is read from the header first. Transparent parts become white, 16-bit greys keep
    their upper 8 bits, and the camera's orientation is applied.
    """
    try:
        with _quiet(), Image.open(_stream(source), formats=FORMATS) as image:
            _refuse_giants(image, max_megapixels)
            width, height = image.size
            _decode(image)
            upright = ImageOps.exif_transpose(_reduced(image))
            turned = _turned(image)
            rgb = np.asarray(_plain(upright), dtype=np.uint8)
    except UnidentifiedImageError as error:
        raise ImageError(say("this is no picture: its content is of no known format")) from error
    except MemoryError as error:
        raise ImageError(say("too large for this computer's memory")) from error
    except DAMAGED as error:
        raise ImageError(_damage(error)) from error
    return Photo(rgb, *((height, width) if turned else (width, height)))


def _stream(source: Path | bytes) -> Path | io.BytesIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source


@contextmanager
def _quiet() -> Iterator[None]:
    """Pillow warns of odd metadata, which nobody here can act on."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _refuse_giants(image: Image.Image, max_megapixels: float) -> None:
    megapixels = image.width * image.height / 1e6
    limit = max_megapixels * (REDUCED_SHARE if _reducible(image) else 1)
    if megapixels > limit:
        raise ImageError(
            say(
                "{width} x {height} pixels are too many to be read whole "
                "({size} megapixels, limit {limit}): make it smaller first",
                width=image.width,
                height=image.height,
                size=f"{megapixels:.0f}",
                limit=f"{limit:.0f}",
            )
        )


def _reducible(image: Image.Image) -> bool:
    """Whether only a fraction needs to be in memory: not so for progressive JPEGs."""
    return image.format in {"JPEG", "MPO"} and "progressive" not in image.info


def _decode(image: Image.Image) -> None:
    """Read the pixels, a large JPEG's at 1/2, 1/4 or 1/8 of its size."""
    if image.format in {"JPEG", "MPO"}:
        fraction = _fraction(image, (1, 2, 4, 8))
        if fraction > 1:
            image.draft(None, (image.width // fraction, image.height // fraction))
    image.load()


def _reduced(image: Image.Image) -> Image.Image:
    fraction = _fraction(image, tuple(range(1, 65)))
    if fraction == 1:
        return image
    smaller = (image if image.mode in {"RGB", "L"} else _plain(image)).reduce(fraction)
    smaller.info.update({k: v for k, v in image.info.items() if k == "exif"})
    return smaller


def _fraction(image: Image.Image, choices: tuple[int, ...]) -> int:
    pixels = image.width * image.height
    return next((n for n in choices if pixels / n**2 <= READ_PIXELS), choices[-1])


def _turned(image: Image.Image) -> bool:
    """Whether the camera lay on its side (EXIF orientations 5 to 8)."""
    orientation = image.getexif().get(0x0112, 1)
    return isinstance(orientation, int) and 5 <= orientation <= 8


def _plain(image: Image.Image) -> Image.Image:
    """Convert any mode to 8-bit RGB; Pillow alone would cut 16-bit greys off at 255."""
    if image.mode.startswith("I;16") or image.mode == "I":
        grey = np.asarray(image).astype(np.int64) >> 8
        return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).convert("RGB")
    if image.mode == "F":
        raise ImageError(
            say("pictures of floating-point numbers are not read: save it with 8 bits")
        )
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return image.convert("RGB")


def _damage(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    text = str(error)
    if "truncated" in text or isinstance(error, EOFError):
        return say("cut off: only a part of the picture is there")
    return say("damaged: the picture in it cannot be decoded")
