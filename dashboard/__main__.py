"""``python -m dashboard`` serves the teacher's side alone."""

import sys

from classroom.errors import ClassroomError
from classroom.settings import Settings
from dashboard.app import serve_dashboard


def main() -> int:
    """Serve until told to stop; 1 with a clear sentence where that cannot be done."""
    try:
        serve_dashboard(Settings())
    except ClassroomError as error:
        print(f"dashboard: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
