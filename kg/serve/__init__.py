"""The dataset over HTTP: SPARQL, pages, and the explorer on all of it."""
