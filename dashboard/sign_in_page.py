"""The page that asks for name and password, plain HTML that needs no script."""

from html import escape
from typing import Final

from classroom.language import Language, language, marked, say
from dashboard.components.frame import LANGUAGE_FIELD, LANGUAGE_PATH

TITLE: Final[str] = marked("Sign in to see your classes")

HEAD: Final[str] = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title} · Raised Hand</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="/assets/style.css"><link rel="stylesheet" href="/assets/account.css">
<script src="/assets/zone.js"></script></head>
<body><main class="page sign-in"><section class="card message">
<p class="brand">Raised Hand</p><h1 class="big-words">{title}</h1>"""

FORM: Final[str] = """<form method="post" action="/sign-in">
<input type="hidden" name="to" value="{to}">
<label for="sign-in-name">{name_label}</label>
<input id="sign-in-name" name="name" value="{name}" autocomplete="username" autocapitalize="none"
 spellcheck="false" maxlength="200" required{focus_name}>
<label for="sign-in-password">{password_label}</label>
<input id="sign-in-password" name="password" type="password" autocomplete="current-password"
 maxlength="1000" required{focus_password}>
<p class="error" id="sign-in-error" role="alert">{problem}</p>
<button class="button primary" type="submit">{enter}</button>
</form>
<details{open}><summary>{no_password}</summary>
<ol><li>{in_terminal}</li>
<li>{open_link}</li></ol>
<p class="soft">{first_start}</p>
</details>"""

FOOT: Final[str] = "</section>{languages}</main></body></html>"
LINK: Final[str] = "<code>classroom teacher link</code>"
SERVE: Final[str] = "<code>classroom serve</code>"
PASSWORD: Final[str] = "<code>classroom teacher password</code>"


def sign_in_page(
    problem: str = "", name: str = "", to: str = "/", title: str = "", link_help: bool = False
) -> str:
    """Ask who it is; what was typed stays, the password aside, and so does where they go next."""
    form = FORM.format(
        to=escape(to),
        name=escape(name),
        problem=escape(problem),
        focus_name="" if name else " autofocus",
        focus_password=" autofocus" if name else "",
        open=" open" if link_help else "",
        **_labels(),
    )
    return _head(title or say(TITLE)) + form + _foot(to)


def message_page(title: str, text: str, back: str = "", to: str = "/") -> str:
    """Say one thing, with a way back."""
    back = back or say("Back to the classes")
    link = f'<p>{escape(text)}</p><a class="button" href="{escape(to)}">{escape(back)}</a>'
    return _head(title) + link + _foot(to)


def _labels() -> dict[str, str]:
    """What the form says, and how somebody without a password gets in."""
    return {
        "name_label": say("Name"),
        "password_label": say("Password"),
        "enter": say("Sign in"),
        "no_password": say("No password yet, or forgotten?"),
        "in_terminal": say(
            "In a terminal on the computer that runs Raised Hand, type {command} and your name.",
            command=LINK,
        ),
        "open_link": say(
            "Open the link that it prints. It works once, and this browser stays signed in for "
            "two weeks."
        ),
        "first_start": say(
            "On its very first start, {serve} prints such a link too. "
            "{password} and a name sets a password.",
            serve=SERVE,
            password=PASSWORD,
        ),
    }


def _head(title: str) -> str:
    return HEAD.format(title=escape(title), language=language().value)


def _foot(to: str) -> str:
    """Choose a language, and come in it to where this page leads: it may be an answer to a try."""
    buttons = "".join(
        f'<button class="language" type="submit" name="{LANGUAGE_FIELD}" value="{each.value}"'
        f' lang="{each.value}" aria-current="{"true" if each is language() else "false"}">'
        f"{each.own_name}</button>"
        for each in Language
    )
    form = (
        f'<form class="languages" method="post" action="{LANGUAGE_PATH}" role="group"'
        f' aria-label="{escape(say("Language"))}">'
        f'<input type="hidden" name="to" value="{escape(to)}">{buttons}</form>'
    )
    return FOOT.format(languages=form)
