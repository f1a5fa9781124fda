"""From files to texts: encodings, sentences, wordings of dates, input forms, the texts that are kept."""
