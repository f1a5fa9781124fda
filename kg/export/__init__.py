"""The dataset as files for other tools."""
