"""Frames as webcams send them, sampled from clips twice a second as a live class is."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from classroom.errors import ImageError
from classroom.inference.recordings.reading import Due
from classroom.inference.recordings.video import open_video
from classroom.simulate.clip import clip_files, letterboxed

EVERY_S: Final[float] = 0.5


def read_clips(folder: Path, width: int, height: int, most: int) -> Iterator[npt.NDArray[np.uint8]]:
    """Give the start of each video of a folder, uint8 (N, height, width, 3) in order of time.

    Up to ``most`` frames, each scaled with its shape kept, on black.

    Raises ``ImageError`` for a folder without videos and for a video that cannot be read.
    """
    for path in clip_files(folder):
        due = Due(EVERY_S)
        try:
            with open_video(path) as video:
                wanted = (frame for frame in video.frames() if due.at(frame.time_s))
                frames = [letterboxed(each.rgb(), width, height) for each in islice(wanted, most)]
        except ImageError as error:
            raise ImageError(f"{path}: {error}; take it out of the folder") from error
        yield np.stack(frames)
