"""Rows in, figure out: what is drawn, with no query, callback or clock in it."""
