"""Date wordings of the Vietnamese press: finding them, and the days that they mean."""
