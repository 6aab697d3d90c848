"""
Access to a site that is not open to everybody: basic auth and a storage state, from the environment alone.

What is given goes to the audited site and to nobody else, and is masked in all that is kept of a page. Nothing of it stands in a
setting, a job or an error; the spider's process inherits the environment, and takes it out of it before it starts anything.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from functools import cached_property
from http.cookiejar import Cookie
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from spiders.net.mask import Mask, tells, tokens
from spiders.urls import same_site

__all__ = ["BASIC_AUTH", "SETTING", "STORAGE_STATE", "Access", "AccessError", "access_of"]

BASIC_AUTH = "AUDITOR_BASIC_AUTH"
STORAGE_STATE = "AUDITOR_STORAGE_STATE"
SETTING = "AUDITOR_ACCESS"
_LARGEST = 5 * 2**20
_DEFAULT_PORTS = {"http": 80, "https": 443}


class AccessError(ValueError):
    """What the environment gives cannot be used; the message names the variable, and never its value."""


class _Cookie(BaseModel):
    name: str
    value: str
    domain: str
    path: str = "/"
    expires: Annotated[float, Field(allow_inf_nan=False, le=1e12)] = -1
    httpOnly: bool = False  # noqa: N815 - as Playwright writes it
    secure: bool = False
    sameSite: Literal["Strict", "Lax", "None"] = "Lax"  # noqa: N815


class _Item(BaseModel):
    name: str
    value: str


class _Origin(BaseModel):
    model_config = ConfigDict(extra="allow")
    origin: str
    localStorage: list[_Item] = []  # noqa: N815


class _State(BaseModel):
    cookies: list[_Cookie] = []
    origins: list[_Origin] = []


@dataclass(frozen=True, repr=False)
class Access:
    """
    What lets an audit into one site; nothing of it shows in its `repr`.

    Attributes:
        origins: Where basic auth is sent: the named host, with and without `www.`, and over https where http was named.
        basic_auth: "user:password", or "".
        state: The site's part of a storage state, as Playwright writes it, or None.
    """

    origins: tuple[str, ...] = ()
    basic_auth: str = ""
    state: _State | None = None

    @classmethod
    def from_environment(cls, start_url: str, environment: Mapping[str, str] = os.environ) -> Self:
        """
        What the environment gives for the site of an address; what a storage state holds for other sites is left out.

        Raises:
            AccessError: A value is malformed, or its file is missing or broken.
        """
        return cls(
            _origins(start_url), _basic(environment.get(BASIC_AUTH, "")), _state(environment.get(STORAGE_STATE, ""), start_url)
        )

    @staticmethod
    def forget(environment: MutableMapping[str, str]) -> None:
        """Take the secrets out of an environment, so that nothing started later inherits them."""
        for variable in (BASIC_AUTH, STORAGE_STATE):
            environment.pop(variable, None)

    @property
    def given(self) -> str:
        """What was given, in words for the manifest; "" where nothing was."""
        return ", ".join((["basic auth"] if self.basic_auth else []) + (["storage state"] if self.state else []))

    def header(self, url: str) -> str:
        """The Authorization header for a request, "" where the address is not the site's own."""
        return f"Basic {_base64(self.basic_auth)}" if self.basic_auth and _origin(url) in self.origins else ""

    def context(self) -> dict[str, Any]:
        """What Playwright's `new_context` needs; with basic auth it routes every request, and nothing is cached."""
        made: dict[str, Any] = {}
        if self.basic_auth:
            user, _, password = self.basic_auth.partition(":")
            made["http_credentials"] = [{"username": user, "password": password, "origin": origin} for origin in self.origins]
        if self.state:
            made["storage_state"] = self.state.model_dump()
        return made

    def cookies(self) -> Iterator[Cookie]:
        """The storage state's cookies, for Scrapy's jar."""
        for one in self.state.cookies if self.state else ():
            yield Cookie(
                version=0,
                name=one.name,
                value=one.value,
                port=None,
                port_specified=False,
                domain=one.domain if "." in one.domain else f"{one.domain}.local",  # as http.cookiejar knows a bare name
                domain_specified=one.domain.startswith("."),
                domain_initial_dot=one.domain.startswith("."),
                path=one.path,
                path_specified=True,
                secure=one.secure,
                expires=int(one.expires) if one.expires >= 0 else None,
                discard=one.expires < 0,
                comment=None,
                comment_url=None,
                rest={},
            )

    @cached_property
    def mask(self) -> Mask:
        """What takes the secrets out of what is kept."""
        return Mask(tuple(self._secrets()))

    def _secrets(self) -> Iterator[str]:
        if self.basic_auth:
            yield from (self.basic_auth, _base64(self.basic_auth), _base64(self.basic_auth).rstrip("="))
        cookies = (cookie.value for cookie in (self.state.cookies if self.state else ()))
        yield from filter(tells, (self.basic_auth.partition(":")[2], *cookies))
        for origin in self.state.origins if self.state else ():
            yield from tokens(origin.model_dump())


def access_of(settings: Any) -> Access:
    """The access in Scrapy's settings; without one, none."""
    access = settings.get(SETTING)
    return access if isinstance(access, Access) else Access()


def _origin(url: str) -> str:
    """Scheme, host and port as browsers write an origin, or ""."""
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    literal = f"[{host}]" if ":" in host else host
    return (
        f"{parts.scheme}://{literal}" if port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f"{parts.scheme}://{literal}:{port}"
    )


def _origins(start_url: str) -> tuple[str, ...]:
    scheme, _, place = _origin(start_url).partition("://")
    bare = place.removeprefix("www.")
    ported = bool(re.search(r":\d+$", place))
    schemes = (scheme,) if ported or scheme == "https" else (scheme, "https")
    return tuple(f"{one}://{host}" for one in schemes for host in (bare, f"www.{bare}"))


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _basic(given: str) -> str:
    if given and (not given.partition(":")[0] or ":" not in given or not given.isprintable()):
        raise AccessError(f"{BASIC_AUTH}: give it as user:password")
    return given


def _state(path: str, start_url: str) -> _State | None:
    if not path:
        return None
    try:
        with Path(path).open("rb") as file:
            read = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else "it names no file"
        raise AccessError(f"{STORAGE_STATE}: its file cannot be read: {why}") from None
    if len(read) > _LARGEST:
        raise AccessError(f"{STORAGE_STATE}: its file is larger than 5 MB, which no storage state is")
    try:
        state = _State.model_validate_json(read)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        what = f"{where}: {first['msg']}" if where else "no JSON object"
        raise AccessError(f"{STORAGE_STATE}: its file is no storage state as Playwright writes it ({what})") from None
    if not (state.cookies or state.origins):
        raise AccessError(f"{STORAGE_STATE}: its file holds no cookie and no origin, and lets nobody in")
    host = f"https://{urlsplit(start_url).hostname}"  # cookies know no ports
    return _State(
        cookies=[cookie for cookie in state.cookies if same_site(f"https://{cookie.domain.lstrip('.')}", host)],
        origins=[origin for origin in state.origins if same_site(origin.origin, start_url)],
    )
