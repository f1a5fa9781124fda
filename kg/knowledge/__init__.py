"""What is known before reading: people, offices and tenures, words and what they can mean."""
