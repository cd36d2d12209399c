"""A class to take along: one file a format, each written from the same record of the class."""
