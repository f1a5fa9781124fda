"""From mentions to contact events: candidates in a sentence, then what the whole article adds up to."""
