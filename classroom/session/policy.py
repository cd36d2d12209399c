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
    """Name the state; ``lost`` means that the connection is to be closed.

    ``joined`` is a student whom no connection has reached yet: one that stands without a picture
    is ``silent``, so that who cannot connect is told from who shows nothing.
    """
    if presence.unheard_s >= rules.drop_after_s:
        return "lost"
    if presence.paused and presence.connected:
        return "paused"
    too_quiet = presence.unheard_s >= rules.silent_after_s
    if not presence.seen_before:
        return "silent" if presence.connected and too_quiet else "joined"
    if not presence.connected or too_quiet:
        return "silent"
    return "live"
