"""How a student stands in the class, decided from what was last heard of them: pure rules."""

from dataclasses import dataclass

from classroom.settings import Settings
from classroom.store.participants import ConnectionState


@dataclass(frozen=True, slots=True)
class PresenceRules:
    """How long a student may be silent."""

    silent_after_s: float
    drop_after_s: float

    @classmethod
    def of(cls, settings: Settings) -> "PresenceRules":
        """Take the rules out of all settings."""
        return cls(settings.silent_after_s, settings.drop_after_s)


@dataclass(frozen=True, slots=True)
class Presence:
    """What is known of a student's connection at one moment."""

    connected: bool
    seen_before: bool
    """Whether they have been live since they joined."""
    paused: bool
    unheard_s: float
    """Seconds since the last frame, or without a camera since the connection was last up."""


def state_of(presence: Presence, rules: PresenceRules) -> ConnectionState:
    """Name the state; ``lost`` means that the connection is to be closed."""
    if presence.unheard_s >= rules.drop_after_s:
        return "lost"
    if presence.paused and presence.connected:
        return "paused"
    if not presence.seen_before:
        return "joined"
    if not presence.connected or presence.unheard_s >= rules.silent_after_s:
        return "silent"
    return "live"
