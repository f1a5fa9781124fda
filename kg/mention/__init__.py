"""From a sentence to who and what it names: names and roles, who says so, places, standing lines, chunks, actors."""
