"""Cores and memory of the server's processes together."""

import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import psutil


def local_pid(url: str) -> int | None:
    """Find the process on this machine that listens on the URL's port; None if there is none."""
    port = urlsplit(url).port
    if urlsplit(url).hostname not in {"localhost", "127.0.0.1", "::1"}:
        return None
    try:
        connections = psutil.net_connections("tcp")
    except psutil.AccessDenied:
        return None
    for each in connections:
        if each.status == psutil.CONN_LISTEN and each.laddr.port == port:
            return int(each.pid) if each.pid else None
    return None


@dataclass
class ServerMeter:
    """Adds up processor time and memory of a process and all that it started."""

    pid: int
    started: float = field(default_factory=time.monotonic)
    rss_bytes: int = 0
    """The most memory seen at one time."""
    _first: dict[int, float] = field(default_factory=dict)
    _last: dict[int, float] = field(default_factory=dict)

    def start(self) -> None:
        """Measure from now on."""
        self._first = self._sample()
        self._last = dict(self._first)
        self.started = time.monotonic()

    def sample(self) -> None:
        """Look at the processes now; those that end in between count up to their last sample."""
        self._last |= self._sample()

    def cpu_cores(self) -> float:
        """Cores kept busy on average since ``start``."""
        spent = sum(time_s - self._first.get(pid, 0.0) for pid, time_s in self._last.items())
        return spent / (time.monotonic() - self.started)

    def _sample(self) -> dict[int, float]:
        spent_s: dict[int, float] = {}
        rss_bytes = 0
        for process in self._processes():
            try:
                times = process.cpu_times()
                rss_bytes += process.memory_info().rss
            except psutil.NoSuchProcess:
                continue
            spent_s[process.pid] = times.user + times.system
        self.rss_bytes = max(self.rss_bytes, rss_bytes)
        return spent_s

    def _processes(self) -> list[psutil.Process]:
        try:
            root = psutil.Process(self.pid)
            return [root, *root.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []
