"""Simulated classes in a real store: students with moods, gaps, flags and words of their own."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from classroom.domain.emotion import EMOTIONS, EmotionScores
from classroom.domain.episode import Answer, Episode, Evidence
from classroom.domain.ids import ParticipantId
from classroom.domain.mode import SessionMode
from classroom.domain.second import EmotionSecond
from classroom.store.class_sessions import ClassSessions
from classroom.store.emotion_events import EmotionEvents
from classroom.store.engine import Store
from classroom.store.episodes import Episodes
from classroom.store.participants import Participants
from classroom.store.self_reports import SelfReports

NAMES = (
    "Amina", "Ben", "Chloé", "Dmitri", "Eun-ji", "Farid", "Grace", "Hiro", "Ines", "Jonas",
    "Kavya", "Liam", "Mei", "Noor", "Oskar", "Priya", "Quinn", "Rosa", "Sam", "Tara", "Umar",
    "Vera", "Wen", "Ximena",
)  # fmt: skip
STRANGE_NAMES = (
    "<script>document.title='hacked'</script>",
    "🦊 Foxy 🎉",
    "שלום עולם (כיתה ו׳)",
    "Wolfeschlegelsteinhausenbergerdorff " * 2 + "of Brunn",
)

Behaviour = Callable[[datetime, float, int], EmotionScores | None]


def scores(**weights: float) -> EmotionScores:
    """Probabilities in proportion to these weights, with a little of everything."""
    raw = [weights.get(label, 0.0) + 0.01 for label in EMOTIONS]
    return EmotionScores(tuple(value / sum(raw) for value in raw))


@dataclass
class SeededClass:
    """A class in the store, and who is in it."""

    session_id: str
    code: str
    now: datetime
    students: dict[str, str] = field(default_factory=dict)
    """Participant id by name."""
    episodes: dict[str, str] = field(default_factory=dict)
    """Episode id by the student's name."""


def whole_second(moment: datetime | None = None) -> datetime:
    """A moment without microseconds."""
    return (moment or datetime.now(UTC)).replace(microsecond=0)


def create_class(
    store: Store,
    title: str = "Recursion, week 6",
    mode: SessionMode = SessionMode.AFFECT,
    now: datetime | None = None,
    started_ago: timedelta = timedelta(minutes=32),
    teacher_id: str | None = None,
) -> SeededClass:
    """Create a class that nobody has joined."""
    at = whole_second(now)
    with store.sessions.begin() as s:
        who = "A. Teacher" if mode.infers else None
        row = ClassSessions(s).create(title, mode, who, at - started_ago, teacher_id)
        return SeededClass(row.id, row.code, at)


def add_student(
    store: Store,
    seeded: SeededClass,
    name: str,
    *,
    camera: bool = True,
    state: str = "live",
    joined_ago: timedelta = timedelta(minutes=31),
    state_ago: timedelta | None = None,
) -> str:
    """Let one student join."""
    joined = seeded.now - joined_ago
    with store.sessions.begin() as s:
        ClassSessions(s).mark_started(seeded.session_id, joined)
        row = Participants(s).add(seeded.session_id, name, camera, camera, "1", joined)
        if state != "joined":
            since = seeded.now - (state_ago or joined_ago)
            Participants(s).set_state(row.id, state, since)  # type: ignore[arg-type]  # a Literal
        seeded.students[name] = row.id
        return row.id


def add_seconds(
    store: Store,
    seeded: SeededClass,
    participant_id: str,
    mood: EmotionScores | None,
    first: datetime,
    count: int,
    confusion: float | None = 0.1,
) -> None:
    """Write seconds of one mood, or unseen ones."""
    rows = [
        EmotionSecond(
            participant_id=ParticipantId(participant_id),
            at=first + timedelta(seconds=i),
            scores=mood,
            confusion=confusion if mood is not None else None,
            seconds_seen=1.0 if mood is not None else 0.0,
            frames=2,
        )
        for i in range(count)
    ]
    with store.sessions.begin() as s:
        EmotionEvents(s).add_many(seeded.session_id, rows)


def flag(
    store: Store,
    seeded: SeededClass,
    name: str,
    *,
    ago: timedelta = timedelta(seconds=24),
    peak: float = 0.72,
    likelihood: float | None = 0.2,
    answer: Answer | None = None,
    ended_ago: timedelta | None = None,
) -> str:
    """Raise a flag for one student."""
    evidence = Evidence(
        "brow_down", 2.1, 14.0, 0.92, "Brows lowered for 14 s, 2.1× more than usual for them"
    )
    started = seeded.now - ago
    ended = None if ended_ago is None else seeded.now - ended_ago
    episode = Episode(
        ParticipantId(seeded.students[name]), started, ended, peak, (evidence,), likelihood
    )
    with store.sessions.begin() as s:
        episode_id = Episodes(s).open(seeded.session_id, episode)
        if answer is not None:
            Episodes(s).answer(episode_id, answer, seeded.now)
    seeded.episodes[name] = episode_id
    return episode_id


def say_lost(
    store: Store, seeded: SeededClass, name: str, ago: timedelta = timedelta(seconds=41)
) -> None:
    """Let one student say "I'm lost"."""
    with store.sessions.begin() as s:
        SelfReports(s).say_lost(seeded.session_id, seeded.students[name], seeded.now - ago)


def _mood_at(random: Random, phase: float, second: int, total: int) -> EmotionScores:
    """A class that slowly tires, with a hard passage in the middle."""
    part = second / max(total, 1)
    hard = math.exp(-(((part - 0.62) / 0.1) ** 2))
    wave = 0.5 + 0.5 * math.sin(second / 47 + phase)
    return scores(
        neutral=0.55 + 0.2 * random.random(),
        happiness=max(0.0, (0.75 * wave - 0.1) * (1 - 0.8 * hard)),
        surprise=0.5 * max(0.0, math.sin(second / 23 + 3 * phase) - 0.7),
        sadness=0.1 + 0.35 * hard * (phase % 2),
        anger=0.05 + 0.25 * hard * (phase % 1.3),
        fear=0.05 + 0.1 * hard,
        disgust=0.02 + 0.08 * hard,
    )


def seed_running_class(
    store: Store,
    students: int = 24,
    *,
    title: str = "Recursion, week 6",
    mode: SessionMode = SessionMode.AFFECT,
    minutes: int = 10,
    now: datetime | None = None,
    names: tuple[str, ...] = NAMES,
    ahead_s: int = 0,
) -> SeededClass:
    """A class in full swing: calm and cheerful, some unseen, one flagged, one who says so.

    ``ahead_s`` seconds are written beyond now, so that a page opened a little later is not bare.
    """
    random = Random(6)
    seeded = create_class(store, title, mode, now)
    total = minutes * 60
    for i in range(students):
        name = names[i] if i < len(names) else f"Student {i + 1}"
        off, paused = i == 9, i == 11
        add_student(
            store,
            seeded,
            name,
            camera=not off,
            state="paused" if paused else "live",
            joined_ago=timedelta(minutes=31) - timedelta(seconds=i),
            state_ago=timedelta(minutes=2) if paused else None,
        )
    first = seeded.now - timedelta(seconds=total)
    with store.sessions.begin() as s:
        for i, participant_id in enumerate(seeded.students.values()):
            if i == 9:
                continue
            rows = []
            for second in range(total + ahead_s):
                gone = (i == 19 and second > total - 75) or (i == 11 and second > total - 120)
                glance = (second // 40 + 7 * i) % 17 == 0
                mood = None if gone or glance else _mood_at(random, i * 0.7, second, total)
                rows.append(
                    EmotionSecond(
                        ParticipantId(participant_id),
                        first + timedelta(seconds=second),
                        mood,
                        None if mood is None or i == 20 else 0.15,
                        0.0 if mood is None else 1.0,
                        2,
                    )
                )
            EmotionEvents(s).add_many(seeded.session_id, rows)
    if students > 3 and mode.infers:
        flag(store, seeded, names[3])
    if students > 15:
        say_lost(store, seeded, names[15])
    return seeded


def seed_past_class(
    store: Store, students: int = 12, title: str = "Sorting, week 5"
) -> SeededClass:
    """A class that ended yesterday, with flags answered and not."""
    now = whole_second() - timedelta(days=1)
    seeded = seed_running_class(store, students, title=title, minutes=8, now=now)
    if students > 5:
        for name, answer in (("Ben", Answer.RIGHT), ("Farid", Answer.WRONG)):
            flag(
                store,
                seeded,
                name,
                ago=timedelta(minutes=5),
                ended_ago=timedelta(minutes=4),
                answer=answer,
            )
    with store.sessions.begin() as s:
        ClassSessions(s).end(seeded.session_id, now)
    return seeded
