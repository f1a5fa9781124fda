"""Many articles: JSON lines, processes, what is skipped, the summary of a build."""
