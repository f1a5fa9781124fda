"""Asking the dataset: names to IRIs, tables, named questions, the network of counterparts."""
