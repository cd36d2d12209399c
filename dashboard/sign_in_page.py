"""The page that asks for name and password, plain HTML that needs no script."""

from html import escape
from typing import Final

TITLE: Final[str] = "Sign in to see your classes"

HEAD: Final[str] = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title} · Raised Hand</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="/assets/style.css"><link rel="stylesheet" href="/assets/account.css">
<script src="/assets/zone.js"></script></head>
<body><main class="page sign-in"><section class="card message">
<h1 class="big-words">{title}</h1>"""

FORM: Final[str] = """<form method="post" action="/sign-in">
<input type="hidden" name="to" value="{to}">
<label for="sign-in-name">Name</label>
<input id="sign-in-name" name="name" value="{name}" autocomplete="username" autocapitalize="none"
 spellcheck="false" maxlength="200" required{focus_name}>
<label for="sign-in-password">Password</label>
<input id="sign-in-password" name="password" type="password" autocomplete="current-password"
 maxlength="1000" required{focus_password}>
<p class="error" id="sign-in-error" role="alert">{problem}</p>
<button class="button primary" type="submit">Sign in</button>
</form>
<details{open}><summary>No password yet, or forgotten?</summary>
<ol><li>In a terminal on the computer that runs Raised Hand, type
<code>classroom teacher link</code> and your name.</li>
<li>Open the link that it prints. It works once, and this browser stays signed in for two
weeks.</li></ol>
<p class="soft">On its very first start, <code>classroom serve</code> prints such a link too.
<code>classroom teacher password</code> and a name sets a password.</p>
</details>"""

FOOT: Final[str] = "</section></main></body></html>"


def sign_in_page(
    problem: str = "", name: str = "", to: str = "/", title: str = TITLE, link_help: bool = False
) -> str:
    """Ask who it is; what was typed stays, the password aside, and so does where they go next."""
    return (
        HEAD.format(title=escape(title))
        + FORM.format(
            to=escape(to),
            name=escape(name),
            problem=escape(problem),
            focus_name="" if name else " autofocus",
            focus_password=" autofocus" if name else "",
            open=" open" if link_help else "",
        )
        + FOOT
    )


def message_page(title: str, text: str, back: str = "Back to the classes", to: str = "/") -> str:
    """Say one thing, with a way back."""
    return (
        HEAD.format(title=escape(title))
        + f'<p>{escape(text)}</p><a class="button" href="{escape(to)}">{escape(back)}</a>'
        + FOOT
    )
