"""What counts as right: annotated articles, what is the same contact, and the figures."""
