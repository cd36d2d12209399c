"""The dashboard in a process of its own, which lives no longer than the server that started it.

Its standard input is a pipe from the server: however the server dies, the pipe closes.
"""

import os
import signal
from threading import Thread

from classroom.settings import Settings


def main() -> None:
    """Serve the dashboard until told to stop or until the server is gone."""
    from dashboard.app import serve_dashboard

    Thread(target=_stop_with_server, daemon=True).start()
    serve_dashboard(Settings())


def _stop_with_server() -> None:
    os.read(0, 1)  # not sys.stdin, whose lock a waiting thread would hold while Python ends
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
