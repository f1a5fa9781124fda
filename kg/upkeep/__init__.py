"""Keeping a dataset and a register for years: build, add, remove, review, verify, compare, refresh."""
