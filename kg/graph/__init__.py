"""From reports to statements: a named graph an article, occasions, and what people corrected."""
