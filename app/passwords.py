"""Passwords: which are accepted, how they are made and compared."""

from __future__ import annotations

import secrets

from werkzeug.security import check_password_hash, generate_password_hash

from graph.errors import Invalid
from graph.text import Text

SHORTEST = 12
LONGEST = 128
"""scrypt takes any length; the limit keeps one request from costing seconds."""

_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no l, 1, I, O, 0

_METHOD = "scrypt:32768:8:1"

# what an unknown user's password is compared with, so that it takes as long as a known one's
_NOBODY = generate_password_hash(secrets.token_urlsafe(32), method=_METHOD)


def generate() -> str:
    """A password for one account, to be changed at the first login: 20 characters in fours."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(20))
    return "-".join(letters[i : i + 4] for i in range(0, 20, 4))


def hashed(password: str) -> str:
    """What is stored of a password."""
    return generate_password_hash(password, method=_METHOD)


def matches(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one; as slow for no stored one as for a wrong one."""
    return check_password_hash(stored or _NOBODY, password[: LONGEST + 1]) and stored is not None


def fault(password: str, username: str, stored: str | None = None) -> Text | None:
    """What is wrong with a new password, or None. ``stored`` is the hash of the present one."""
    if len(password) < SHORTEST:
        return Text(
            f"密码至少{SHORTEST}个字符，当前{len(password)}个。",
            f"A password has at least {SHORTEST} characters; this one has {len(password)}.",
        )
    if len(password) > LONGEST:
        return Text(f"密码最多{LONGEST}个字符。", f"A password has at most {LONGEST} characters.")
    if username and username.casefold() in password.casefold():
        return Text("密码不能包含用户名。", "The password must not contain the user name.")
    if len(set(password)) < 5:
        return Text("密码至少包含5种不同的字符。", "Use at least five different characters.")
    if stored and matches(stored, password):
        return Text(
            "新密码不能与当前密码相同。", "The new password must differ from the present one."
        )
    return None


def check(password: str, username: str, stored: str | None = None) -> None:
    """Raise Invalid with the sentence when the new password is not accepted."""
    wrong = fault(password, username, stored)
    if wrong:
        raise Invalid({"password": wrong})
