"""The student side's HTTP: join page, join tokens, offer and answer."""
