"""A running class: who is in it, what was read of each this second, what is written."""
