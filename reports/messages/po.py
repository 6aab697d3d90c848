"""The catalogues as files: no dates, no line numbers and no addresses, so that they change only with what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po, write_po

from reports.messages.model import Message, placeholders

__all__ = ["catalogue_of", "problems", "read", "written"]

_WIDTH = 110


def catalogue_of(found: Iterable[Message], language: str, old: Catalog | None = None) -> Catalog:
    """A catalogue with all the messages, translated as in an old one; what that one has besides is left out."""
    catalogue = Catalog(locale=language, fuzzy=False)
    for message in found:
        known = old.get(message.english, message.context or None) if old is not None else None
        english = (message.english, message.many) if message.many else message.english
        forms = known.string if known is not None and isinstance(known.id, tuple) == bool(message.many) else ""
        flags = {"fuzzy"} if known is not None and known.fuzzy and forms else set()
        entry = catalogue.add(english, forms, auto_comments=(message.comment,), flags=flags, context=message.context or None)
        entry.flags -= {"python-format"}  # as Babel takes a share in per cent to be
    return catalogue


def read(path: Path, language: str) -> Catalog:
    """The catalogue in a file."""
    with path.open("rb") as source:
        return read_po(source, locale=language)


def written(catalogue: Catalog) -> bytes:
    """The catalogue as it stands in its file."""
    out = BytesIO()
    write_po(out, catalogue, omit_header=True, width=_WIDTH)
    header = (
        f"Language: {catalogue.locale_identifier}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {catalogue.plural_forms}",
    )
    lines = "".join(f'"{line}\\n"\n' for line in header)
    return f'msgid ""\nmsgstr ""\n{lines}\n'.encode() + out.getvalue()


def problems(found: Iterable[Message], catalogue: Catalog) -> Iterator[tuple[Message, str]]:
    """What is wrong with the translations, each with the message it is wrong of."""
    for message in found:
        entry = catalogue.get(message.english, message.context or None)
        forms = _forms(entry)
        if entry is None or not forms or not all(forms):
            yield message, "is not translated"
        elif isinstance(entry.id, tuple) != bool(message.many):
            yield message, "has another plural"
        elif entry.fuzzy:
            yield message, "is marked fuzzy"
        else:
            yield from ((message, what) for what in dict.fromkeys(_wrong(message, forms)))


def _forms(entry: Entry | None) -> tuple[str, ...]:
    if entry is None or entry.string is None:
        return ()
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string)


def _wrong(message: Message, forms: tuple[str, ...]) -> Iterator[str]:
    last = message.many or message.english
    for form in forms:
        # Which number a form is for is the language's own, so that any may leave the number out.
        wanted, given = (placeholders(text) - {"n"} if message.many else placeholders(text) for text in (last, form))
        if wanted != given:
            yield f"has {_listed(given)} for {_listed(wanted)}"
        if (form[:1].isspace(), form[-1:].isspace()) != (last[:1].isspace(), last[-1:].isspace()):
            yield "begins or ends with another blank"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "no {name}"
