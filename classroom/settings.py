"""All settings, frozen and passed in: flags first, then ``CLASSROOM_*``, then ``.env``."""

from pathlib import Path
from typing import Literal, Self

import platformdirs
from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from classroom.domain.budget import FLAGS_PER_HOUR
from classroom.domain.retention import KEEP_DAYS, LONGEST_DAYS, KeepBounds


class Settings(BaseSettings):
    """What the server, the dashboard and the commands need to know about their surroundings."""

    model_config = SettingsConfigDict(
        env_prefix="CLASSROOM_", env_file=".env", extra="ignore", frozen=True
    )

    data_dir: Path = Field(default_factory=lambda: platformdirs.user_data_path("raised-hand"))
    """Folder of the database and the signing key."""
    database_url: str = ""
    """SQLAlchemy URL; empty means SQLite in ``data_dir``."""

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    dashboard_port: int = Field(default=8050, ge=0, le=65535)
    dashboard_host: str = "127.0.0.1"
    """The dashboard is plain HTTP: other machines get to it safely by a reverse proxy only."""
    public_url: str = ""
    """Address of the student side as students see it; empty means built from host and port."""
    tls: bool = False
    tls_cert: Path | None = None
    tls_key: Path | None = None

    ice_servers: tuple[str, ...] = ()
    """STUN and TURN URLs; none are needed on one machine or network."""
    ice_username: str = ""
    ice_credential: SecretStr = SecretStr("")
    ice_gathering_s: float = Field(default=2.0, gt=0)
    """Longest wait for candidates: unreachable STUN servers would hold an answer for long."""

    pool: Literal["process", "ray"] = "process"
    workers: int = Field(default=0, ge=0)
    """Inference processes; 0 means one a core but one, at least one."""
    readings_per_s: float = Field(default=2.0, gt=0, le=30)
    """Readings asked for a second a student."""
    reading_timeout_s: float = Field(default=3.0, gt=0)
    """A worker that takes longer for one frame is taken for hung and replaced."""

    max_students: int = Field(default=150, ge=1)
    token_max_age_s: int = Field(default=12 * 3600, ge=60)
    silent_after_s: float = Field(default=3.0, gt=0)
    """A track with no frame for so long is shown as silent."""
    drop_after_s: float = Field(default=30.0, gt=0)
    """A peer that is silent or disconnected for so long is closed."""

    flags_per_hour: int = Field(default=FLAGS_PER_HOUR, ge=0)
    """Flags of a class that take the teacher's attention in an hour, the strongest first.

    Weaker ones are held back: counted, and there to be opened. "I'm lost" never counts.
    """

    keep_days: int = Field(default=KEEP_DAYS, ge=1, le=LONGEST_DAYS)
    """Days after its end for which a class is kept unless its teacher chooses otherwise."""
    keep_days_at_most: int = Field(default=365, ge=1, le=LONGEST_DAYS)
    """The most days that a teacher can choose; a default that nobody set gives way to it."""

    @model_validator(mode="after")
    def _keeps_no_longer_than_allowed(self) -> Self:
        if "keep_days" in self.model_fields_set and self.keep_days > self.keep_days_at_most:
            raise ValueError("keep_days must not be more than keep_days_at_most")
        return self

    @property
    def keep_bounds(self) -> KeepBounds:
        """How long classes may be kept."""
        return KeepBounds(min(self.keep_days, self.keep_days_at_most), self.keep_days_at_most)

    @property
    def resolved_database_url(self) -> str:
        """The database in use."""
        return self.database_url or f"sqlite:///{self.data_dir / 'classroom.sqlite3'}"

    @property
    def student_url(self) -> str:
        """Address of the student side, without a slash at its end."""
        if self.public_url:
            return self.public_url.rstrip("/")
        scheme = "https" if self.tls else "http"
        host = "localhost" if self.host in {"127.0.0.1", "0.0.0.0", "::", "::1"} else self.host
        return f"{scheme}://{host}:{self.port}"

    def join_url(self, code: str) -> str:
        """Link that students of the session with this join code open."""
        return f"{self.student_url}/join/{code}"
