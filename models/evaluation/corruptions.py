"""What a poor webcam, a dark room, a hand or a moving head does to a face, at stated strengths.

Every function takes uint8 (N, 48, 48) and returns new pictures of the same shape; the same input
gives the same output.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from models.labels import FACE_SIZE

Faces = npt.NDArray[np.uint8]
Change = Callable[[Faces], Faces]

NOISE_SEED: Final[int] = 2013
GREY: Final[int] = 128
CAMERA_DISTANCE: Final[float] = 5.0
"""Of the eye to the middle of the face, in half widths of the picture: an arm's length."""

COVERS: Final[dict[str, tuple[slice, slice]]] = {
    "mouth": (slice(31, 48), slice(0, 48)),
    "eyes": (slice(11, 25), slice(0, 48)),
    "left half": (slice(0, 48), slice(0, 24)),
}
"""Rows and columns that are hidden. In FER2013 the middle between the eyes lies at x = 23.4,
y = 18.45 and the eyes are 18 pixels apart (measured by ``classroom.inference.framing``)."""


@dataclass(frozen=True)
class Condition:
    """One kind of trouble at one strength; variants (such as both directions) are averaged."""

    name: str
    kind: str
    level: float
    words: str
    changes: tuple[Change, ...]


def darken(faces: Faces, gamma: float) -> Faces:
    """Raise brightness in 0..1 to a power, in the 256 steps that an 8-bit camera has left."""
    table = np.round((np.arange(256) / 255) ** gamma * 255).astype(np.uint8)
    return np.asarray(table[faces], dtype=np.uint8)


def add_noise(faces: Faces, sigma: float) -> Faces:
    """Add normal noise of a deviation in grey levels, each picture with its own."""
    noise = np.random.default_rng(NOISE_SEED).normal(0, sigma, faces.shape)
    return np.clip(np.round(faces + noise), 0, 255).astype(np.uint8)


def blur(faces: Faces, sigma_px: float) -> Faces:
    """Blur by a Gaussian of a deviation in pixels of the 48x48 picture."""
    return _each(faces, lambda face: cv2.GaussianBlur(face, (0, 0), sigma_px))


def rotate(faces: Faces, degrees: float) -> Faces:
    """Turn in the picture plane about its middle, counter-clockwise, edges mirrored."""
    middle = (FACE_SIZE - 1) / 2
    matrix = cv2.getRotationMatrix2D((middle, middle), degrees, 1.0)
    size = (FACE_SIZE, FACE_SIZE)
    return _each(
        faces,
        lambda face: cv2.warpAffine(
            face, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
        ),
    )


def cover(faces: Faces, part: str) -> Faces:
    """Paint one of ``COVERS`` grey, as a mask, a hand or the picture's edge would hide it."""
    covered = faces.copy()
    covered[(slice(None), *COVERS[part])] = GREY
    return covered


def covered_share(part: str) -> float:
    """Share of the picture that ``cover`` hides."""
    hidden = cover(np.zeros((1, FACE_SIZE, FACE_SIZE), np.uint8), part)
    return float((hidden == GREY).mean())


def shrink(faces: Faces, side_px: int) -> Faces:
    """Reduce to a side in pixels by area averages and enlarge again bilinearly, as a far face is.

    Raises ``ValueError`` for a side that is not smaller than the picture's.
    """
    if not 0 < side_px < FACE_SIZE:
        raise ValueError(f"a small face has 1 to {FACE_SIZE - 1} pixels a side, not {side_px}")

    def through(face: Faces) -> Faces:
        small = cv2.resize(face, (side_px, side_px), interpolation=cv2.INTER_AREA)
        size = (FACE_SIZE, FACE_SIZE)
        return np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_LINEAR), np.uint8)

    return _each(faces, through)


def turn_aside(faces: Faces, yaw_deg: float) -> Faces:
    """Turn the picture as if it were a flat card about its upright axis, edges continued.

    Only a stand-in for a side face: it foreshortens, but shows no profile of the nose and hides no
    cheek, so the loss of a real side face is larger.
    """
    yaw, half = np.deg2rad(yaw_deg), (FACE_SIZE - 1) / 2
    camera = np.array(
        [
            [CAMERA_DISTANCE * np.cos(yaw), 0, 0],
            [0, CAMERA_DISTANCE, 0],
            [np.sin(yaw), 0, CAMERA_DISTANCE],
        ]
    )
    pixels = np.array([[half, 0, half], [0, half, half], [0, 0, 1.0]])
    matrix = pixels @ camera @ np.linalg.inv(pixels)
    size = (FACE_SIZE, FACE_SIZE)
    return _each(
        faces,
        lambda face: cv2.warpPerspective(
            face, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        ),
    )


def _each(faces: Faces, change: Callable[[Faces], npt.ArrayLike]) -> Faces:
    changed = np.empty_like(faces)
    for index, face in enumerate(faces):
        changed[index] = change(face)
    return changed


def _both_ways(change: Callable[[Faces, float], Faces], level: float) -> tuple[Change, ...]:
    return tuple(partial(_changed, change=change, level=each) for each in (-level, level))


def _changed(faces: Faces, change: Callable[[Faces, float], Faces], level: float) -> Faces:
    return change(faces, level)


def _conditions() -> tuple[Condition, ...]:
    found = [
        Condition(
            f"gamma {g:g}", "darkness", g, f"darkened by gamma {g:g}", (partial(darken, gamma=g),)
        )
        for g in (1.5, 2.0, 3.0)
    ]
    found += [
        Condition(
            f"noise {s}",
            "noise",
            s,
            f"normal noise, σ = {s} of 255",
            (partial(add_noise, sigma=s),),
        )
        for s in (10, 20, 30)
    ]
    found += [
        Condition(
            f"blur {s}", "blur", s, f"Gaussian blur, σ = {s} of 48 px", (partial(blur, sigma_px=s),)
        )
        for s in (1, 2, 3)
    ]
    found += [
        Condition(
            f"rotation {d}",
            "rotation",
            d,
            f"turned in the plane by {d}°",
            _both_ways(rotate, d),
        )
        for d in (10, 20, 30)
    ]
    found += [
        Condition(f"small {p}", "small face", p, f"only {p} px wide", (partial(shrink, side_px=p),))
        for p in (36, 24)
    ]
    found += [
        Condition(
            f"aside {d}",
            "side face",
            d,
            f"turned aside by {d}° as a flat card",
            _both_ways(turn_aside, d),
        )
        for d in (20, 40, 60)
    ]
    found += [
        Condition(
            f"{part} covered",
            "cover",
            round(covered_share(part) * 100),
            f"{part} grey, {covered_share(part):.0%} of the picture",
            (partial(cover, part=part),),
        )
        for part in COVERS
    ]
    return tuple(found)


CONDITIONS: Final[tuple[Condition, ...]] = _conditions()
"""Everything that robustness is measured in, in the order of the report."""

ASKED: Final[tuple[str, ...]] = ("gamma 3", "noise 20", "rotation 20", "small 24")
"""The four conditions in which the served network must lose at most half of a plain one's loss."""
