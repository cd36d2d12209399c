from pathlib import Path

import av
import pytest

from classroom.errors import ImageError
from classroom.simulate.clip import EncodedClip, clip_files, encode_clip, synthetic_clip
from tests.shared_data import clips, needs_data


def decoded(clip: EncodedClip) -> list[av.VideoFrame]:
    codec = av.CodecContext.create("vp8", "r")
    return [frame for packet in clip.packets for frame in codec.decode(av.Packet(packet))]


def test_the_made_clip_decodes_to_moving_frames_of_a_webcam() -> None:
    frames = decoded(synthetic_clip(fps=5))

    assert len(frames) == 30
    assert {(frame.width, frame.height) for frame in frames} == {(320, 240)}
    assert (frames[0].to_ndarray(format="gray") != frames[9].to_ndarray(format="gray")).any()


def test_a_clip_starts_with_a_keyframe_so_that_it_can_be_looped() -> None:
    first = synthetic_clip(fps=5).packets[0]

    assert first[0] & 1 == 0  # RFC 6386, section 9.1: the lowest bit is 0 in a key frame


@needs_data("clips")
def test_a_clip_of_a_person_is_cut_to_ten_seconds_at_the_rate_asked_for() -> None:
    clip = encode_clip(clips(with_face=True)[0], fps=5)

    assert 0 < len(decoded(clip)) <= 50


def test_a_file_that_is_no_video_is_named(tmp_path: Path) -> None:
    file = tmp_path / "broken.mp4"
    file.write_bytes(b"no video at all")

    with pytest.raises(ImageError, match=r"broken\.mp4"):
        encode_clip(file, fps=5)


def test_a_folder_without_clips_says_what_belongs_there(tmp_path: Path) -> None:
    with pytest.raises(ImageError, match="no clips"):
        clip_files(tmp_path)
