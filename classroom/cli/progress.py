"""Progress bars of commands that work for long."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def step_bars() -> Iterator[Callable[[str, int, int], None]]:
    """Draw a bar for each step told about, on stderr, so that stdout stays what was asked for."""
    from rich.console import Console
    from rich.progress import Progress, TaskID

    steps: dict[str, TaskID] = {}
    with Progress(console=Console(stderr=True), transient=True) as bars:

        def told(what: str, done: int, total: int) -> None:
            if what not in steps:
                steps[what] = bars.add_task(what, total=total)
            bars.update(steps[what], completed=done)

        yield told
