"""Clips encoded once to VP8 packets, so that sending them costs a student next to nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final

import av
import cv2
import numpy as np
import numpy.typing as npt

from classroom.errors import ImageError

WIDTH_PX: Final[int] = 320
HEIGHT_PX: Final[int] = 240
BIT_RATE: Final[int] = 150_000
"""What the join page caps a camera at."""
KEYFRAME_EVERY_S: Final[float] = 2.0
LONGEST_S: Final[float] = 10.0
SYNTHETIC_S: Final[float] = 6.0
SUFFIXES: Final[frozenset[str]] = frozenset({".mp4", ".mov", ".mkv", ".webm", ".avi", ".y4m"})

Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class EncodedClip:
    """VP8 packets of one clip, in order; the first is a keyframe, so it can be sent in a loop."""

    packets: tuple[bytes, ...]
    fps: float


def clip_files(folder: Path) -> list[Path]:
    """Return the videos of a folder by name; raises ``ImageError`` if there are none."""
    found = sorted(path for path in folder.glob("*") if path.suffix.lower() in SUFFIXES)
    if not found:
        raise ImageError(f"no clips in {folder}: put videos of faces there ({_suffixes()})")
    return found


def encode_clip(path: Path, fps: float) -> EncodedClip:
    """Encode the start of a video; raises ``ImageError`` if it cannot be read."""
    try:
        with av.open(str(path)) as container:
            return encode(_sampled(container, fps), fps)
    except (av.FFmpegError, IndexError, OSError) as error:
        raise ImageError(f"cannot read the clip {path}") from error


def synthetic_clip(fps: float) -> EncodedClip:
    """Encode a public-domain face (NASA's Eileen Collins) that moves before a still wall."""
    try:
        from skimage.data import astronaut
    except ImportError as error:
        raise ImageError(
            "no clips to send: name a folder of videos of faces with --clips DIR, or install "
            "scikit-image, whose public-domain face is used then"
        ) from error
    picture: Picture = np.asarray(astronaut(), dtype=np.uint8)  # type: ignore[no-untyped-call]
    face = picture[0:240, 100:340]
    return encode((_moved(face, n / fps) for n in range(round(SYNTHETIC_S * fps))), fps)


def encode(pictures: Iterable[Picture], fps: float) -> EncodedClip:
    """Encode RGB pictures, uint8 (240, 320, 3); raises ``ImageError`` if there are none."""
    rate = Fraction(fps).limit_denominator(1000)
    codec = av.CodecContext.create("libvpx", "w")
    codec.width, codec.height, codec.pix_fmt = WIDTH_PX, HEIGHT_PX, "yuv420p"
    codec.bit_rate = BIT_RATE
    codec.framerate, codec.time_base = rate, 1 / rate
    codec.gop_size = max(1, round(KEYFRAME_EVERY_S * fps))
    codec.options = {"deadline": "realtime", "cpu-used": "6", "lag-in-frames": "0"}
    packets = []
    for number, picture in enumerate(pictures):
        frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
        frame.pts, frame.time_base = number, 1 / rate
        packets += [bytes(packet) for packet in codec.encode(frame)]
    packets += [bytes(packet) for packet in codec.encode(None)]
    if not packets:
        raise ImageError("a clip without a picture")
    return EncodedClip(tuple(packets), fps)


def letterboxed(picture: Picture, width_px: int = WIDTH_PX, height_px: int = HEIGHT_PX) -> Picture:
    """Scale uint8 (H, W, 3) into a frame of a webcam's size with its shape kept, on black."""
    height, width = picture.shape[:2]
    scale = min(width_px / width, height_px / height)
    small = cv2.resize(
        picture,
        (max(1, round(width * scale)), max(1, round(height * scale))),
        interpolation=cv2.INTER_AREA,
    )
    top, left = (height_px - small.shape[0]) // 2, (width_px - small.shape[1]) // 2
    frame = np.zeros((height_px, width_px, 3), np.uint8)
    frame[top : top + small.shape[0], left : left + small.shape[1]] = small
    return frame


def _sampled(container: av.container.InputContainer, fps: float) -> Iterator[Picture]:
    stream = container.streams.video[0]
    stream.thread_type = "AUTO"
    sent = 0
    for frame in container.decode(stream):
        if frame.time is None or frame.time * fps < sent:
            continue
        yield letterboxed(np.asarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8))
        sent += 1
        if sent >= LONGEST_S * fps:
            return


def _moved(face: Picture, at_s: float) -> Picture:
    """Turn, shift and scale the face as a person who moves a little does."""
    turn = 2 * np.pi * at_s / SYNTHETIC_S
    side = face.shape[0]
    matrix = cv2.getRotationMatrix2D(
        (side / 2, side / 2), 6 * np.sin(turn), 1 + 0.08 * np.sin(2 * turn)
    )
    matrix[:, 2] += (WIDTH_PX - side) / 2 + 20 * np.cos(turn), (HEIGHT_PX - side) / 2
    moved = cv2.warpAffine(
        face, matrix, (WIDTH_PX, HEIGHT_PX), borderMode=cv2.BORDER_CONSTANT, borderValue=(90,) * 3
    )
    return np.asarray(moved, dtype=np.uint8)


def _suffixes() -> str:
    return ", ".join(sorted(SUFFIXES))
