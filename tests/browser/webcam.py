"""Clips as Chromium's fake webcam reads them: raw 4:2:0 frames in a Y4M file, which it loops."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Final

import av
import cv2
import numpy as np
import numpy.typing as npt

WIDTH: Final = 320
HEIGHT: Final = 240
FPS: Final = 10
LOOP_S: Final = 12

Rgb = npt.NDArray[np.uint8]


def webcam_of_clip(clip: Path, target: Path) -> Path:
    """Write the first seconds of a clip, there and back again where it is short."""
    return _write(target, _there_and_back(list(islice(_sampled(clip), LOOP_S * FPS))))


def webcam_of_astronaut(target: Path) -> Path:
    """Write a face that sways and smiles: the public-domain portrait that scikit-image carries."""
    from skimage import data

    picture: Callable[[], Rgb] = data.astronaut
    portrait = picture()[0:300, 24:424]
    return _write(target, (_swayed(portrait, index / FPS) for index in range(LOOP_S * FPS)))


def webcam_of_wall(target: Path) -> Path:
    """Write a room with nobody in it: a lit wall whose light drifts."""
    across, down = np.meshgrid(np.linspace(0, 1, WIDTH), np.linspace(0, 1, HEIGHT))
    wall = np.stack([170 - 60 * down, 165 - 50 * across, 150 - 30 * across * down], axis=-1)
    frames = (
        (wall + 12 * np.sin(2 * np.pi * index / FPS / LOOP_S)).astype(np.uint8)
        for index in range(LOOP_S * FPS)
    )
    return _write(target, frames)


def _sampled(clip: Path) -> Iterator[Rgb]:
    with av.open(str(clip)) as container:
        next_s = 0.0
        for frame in container.decode(video=0):
            if frame.time is None or frame.time >= next_s:
                next_s += 1 / FPS
                yield frame.to_ndarray(format="rgb24").astype(np.uint8, copy=False)


def _there_and_back(frames: list[Rgb]) -> Iterator[Rgb]:
    turned = frames + frames[-2:0:-1]
    for index in range(LOOP_S * FPS):
        yield turned[index % len(turned)]


def _swayed(portrait: Rgb, at_s: float) -> Rgb:
    height, width = portrait.shape[:2]
    turn = 2 * np.pi * at_s / LOOP_S
    matrix = cv2.getRotationMatrix2D(
        (width * 0.5, height * 0.45), 6 * np.sin(turn), 1 + 0.05 * np.sin(2 * turn)
    )
    matrix[:, 2] += (10 * np.sin(3 * turn), 6 * np.cos(2 * turn))
    moved = cv2.warpAffine(portrait, matrix, (width, height), borderMode=cv2.BORDER_REFLECT)
    light = 1 + 0.06 * np.sin(5 * turn)
    lit: Rgb = np.clip(moved * light, 0, 255).astype(np.uint8)
    return lit


def _letterboxed(rgb: Rgb) -> Rgb:
    scale = min(WIDTH / rgb.shape[1], HEIGHT / rgb.shape[0])
    width, height = (max(2, round(side * scale)) for side in (rgb.shape[1], rgb.shape[0]))
    left, top = (WIDTH - width) // 2, (HEIGHT - height) // 2
    canvas = np.full((HEIGHT, WIDTH, 3), 90, dtype=np.uint8)
    canvas[top : top + height, left : left + width] = cv2.resize(
        rgb, (width, height), interpolation=cv2.INTER_AREA
    )
    return canvas


def _write(target: Path, frames: Iterable[Rgb]) -> Path:
    rate = Fraction(FPS)
    header = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{rate.numerator}:{rate.denominator} Ip A1:1 C420jpeg"
    with target.open("wb") as file:
        file.write(header.encode() + b"\n")
        for frame in frames:
            planes = cv2.cvtColor(_letterboxed(frame), cv2.COLOR_RGB2YUV_I420)
            file.write(b"FRAME\n" + planes.tobytes())
    return target
