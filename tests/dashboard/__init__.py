"""Tests of the teacher's side."""
