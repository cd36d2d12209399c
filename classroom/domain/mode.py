"""How much of a class is inferred and shown."""

from enum import StrEnum


class SessionMode(StrEnum):
    """The three modes that DESIGN.md section 6 asks for."""

    AFFECT = "affect"
    """Each student's emotion is inferred and shown to the teacher."""
    AGGREGATE = "aggregate"
    """Emotion is inferred and shown for the class only, never for one student."""
    SELF_REPORT = "self-report"
    """Nothing is inferred: students say themselves how they follow."""

    @property
    def infers(self) -> bool:
        """Whether any face is read in this mode, so that the law notice applies."""
        return self is not SessionMode.SELF_REPORT
