"""What people read, in their language: English texts are looked up when shown, not when written."""

from classroom.language.spoken import Language, language, speaking
from classroom.language.texts import Words, marked, say, say_number

__all__ = ["Language", "Words", "language", "marked", "say", "say_number", "speaking"]
