"""Counterpart: news into a sourced knowledge graph of who communicated with whom."""

__version__ = "0.1.0"
