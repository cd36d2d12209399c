import numpy as np
import numpy.typing as npt
import pytest

from classroom.inference import FaceAnalyzer
from classroom.inference.landmarks import Mesh
from classroom.inference.pose import head_pose

Picture = npt.NDArray[np.uint8]


def turned(mesh: Mesh, yaw_deg: float, pitch_deg: float) -> Mesh:
    """Turn a mesh as a rigid body, first by pitch (looks down), then by yaw (picture's right)."""
    yaw, pitch = np.radians([yaw_deg, pitch_deg])
    down = [[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]]
    right = [[np.cos(yaw), 0, -np.sin(yaw)], [0, 1, 0], [np.sin(yaw), 0, np.cos(yaw)]]
    points = mesh.points - mesh.points.mean(axis=0)
    return Mesh((points @ (np.array(right) @ np.array(down)).T).astype(np.float32), 1.0)


def test_portrait_looks_into_the_camera(analyzer: FaceAnalyzer, astronaut: Picture) -> None:
    pose = head_pose(analyzer.meshes(astronaut)[0])

    assert abs(pose.yaw_deg) < 10
    assert abs(pose.pitch_deg) < 10
    assert abs(pose.roll_deg) < 10


@pytest.mark.parametrize(("yaw_deg", "pitch_deg"), [(30, 0), (-30, 0), (0, 20), (0, -20)])
def test_pose_follows_a_turned_head(
    analyzer: FaceAnalyzer, astronaut: Picture, yaw_deg: float, pitch_deg: float
) -> None:
    (mesh,) = analyzer.meshes(astronaut)
    still, pose = head_pose(mesh), head_pose(turned(mesh, yaw_deg, pitch_deg))

    assert pose.yaw_deg - still.yaw_deg == pytest.approx(yaw_deg, abs=3)
    assert pose.pitch_deg - still.pitch_deg == pytest.approx(pitch_deg, abs=3)


def test_nose_moves_right_with_positive_yaw_and_down_with_positive_pitch(
    analyzer: FaceAnalyzer, astronaut: Picture
) -> None:
    (mesh,) = analyzer.meshes(astronaut)
    nose = 1
    still = turned(mesh, 0, 0).points[nose]

    assert turned(mesh, 30, 0).points[nose][0] > still[0]
    assert turned(mesh, 0, 20).points[nose][1] > still[1]
