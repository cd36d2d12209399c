"""The words that scripts say on their own, sent along with the page: assets/say.js reads them."""

import json
from typing import Final

from classroom.language import Words, marked

SCRIPT_WORDS: Final = Words(
    {
        "now": marked("now"),
        "when": marked("when"),
        "seconds-ago": marked("{seconds} s ago"),
        "minutes-ago": marked("{minutes} min ago"),
        "nobody-there": marked("nobody there"),
        "mood-over-time": marked("Mood over time"),
        "copied": marked("Copied ✓"),
        "not-copied": marked("Not copied: select the link and press Ctrl+C."),
        "writing": marked("Writing…"),
        "saved": marked("Saved at {time}"),
        "signed-out": marked(
            "Not saved yet: sign in again in another tab. This page keeps trying."
        ),
        "store-away": marked("Not saved yet: cannot reach the database. Trying again."),
        "refused": marked("Not saved. {error}"),
        "no-answer": marked("Not saved yet: the server does not answer. Trying again."),
        "one-file": marked("One file at a time: the others were left out."),
        "too-large": marked("{name}: too large, it may have {limit} MB. Nothing was sent."),
        "empty-file": marked("{name}: the file is empty."),
        "photo-or-video": marked("Photo or video"),
        "remove": marked("Remove from class…"),
        "remove-whom": marked("Remove {name} from class…"),
        "no-hand": marked("No hand is up."),
        "none-unseen": marked("Nobody is unseen."),
        "some-shown": marked("{part} of {whole} shown"),
        "no-match": marked("No student matches."),
        "not-allowed": marked(
            "This browser does not allow notifications here: allow them in its settings for this "
            "site."
        ),
        "not-secure": marked(
            "Browsers allow notifications only over https or on this computer itself."
        ),
        "alert": marked("Several students may be lost"),
    }
)


def script_words() -> str:
    """Write the words for the page; a ``<`` among them ends no element."""
    words = json.dumps(dict(SCRIPT_WORDS), ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json" id="words">{words}</script>'
