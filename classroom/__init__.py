"""Raised Hand: the live side, from a student's webcam to rows in SQL."""
