"""Operators and reviewers, judged fairly or not at all: pure statistics. Persons never leave the quality workbook and its desk."""
