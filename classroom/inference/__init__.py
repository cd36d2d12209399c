"""Frames in, observations out: faces, landmarks, pose, quality and emotion, in worker processes."""

from classroom.inference.analyzer import FaceAnalyzer
from classroom.inference.pool import InferencePool

__all__ = ["FaceAnalyzer", "InferencePool"]
