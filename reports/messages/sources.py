"""All places that sentences come from, in the order in which a translator reads them: what stands together is kept together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.resources import files
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from reports.catalogue import LOCALES
from reports.messages.code import in_python, in_template
from reports.messages.model import Message
from rules.pack import Entry, bundled, load_pack
from rules.registry import questions, rules
from rules.verdict import Outcome
from spiders import strictyaml
from spiders.evidence import ChannelKind, ConsentChoice, JourneyOutcome, PageState, Purpose, Region, StoppedBy, Task, Viewport

__all__ = ["messages"]

_ROOT = Path(__file__).parents[2]
_VALUES = (ChannelKind, Region, Viewport, Purpose, Task, StoppedBy, PageState, ConsentChoice, JourneyOutcome, Outcome)


def messages() -> tuple[Message, ...]:
    """Every sentence to translate, each once, where it comes first."""
    found: dict[tuple[str, str], Message] = {}
    for message in chain.from_iterable(source() for source in _SOURCES.values()):
        known = found.setdefault(message.key, message) if message.wordy else message
        if known.many != message.many:  # the same English with and without a number
            raise ValueError(f"{message.comment}: {message.english!r} stands with another plural in {known.comment}")
    return tuple(found.values())


def _words() -> Iterator[Message]:
    def below(node: Any, key: str) -> Iterator[Message]:
        if isinstance(node, str):
            yield Message(node, "words", f"the reports' words {key}", context=key)
        elif isinstance(node, Mapping) and set(node) == {"one", "other"}:
            yield Message(node["one"], "words", f"the reports' words {key}", many=node["other"], context=key)
        else:
            for name, value in node.items():
                yield from below(value, f"{key}.{name}" if key else str(name))

    return below(strictyaml.load_file(LOCALES / "en.yaml"), "")


def _templates() -> Iterator[Message]:
    for path in sorted((_ROOT / "reports" / "templates").glob("*.j2")):
        yield from in_template(path, "templates")


def _code(package: str, but: str = "") -> Callable[[], Iterator[Message]]:
    def found() -> Iterator[Message]:
        for path in sorted((_ROOT / package).rglob("*.py")):
            if not but or but not in path.parts:
                yield from in_python(path, f"code of {package}", path.relative_to(_ROOT).as_posix())

    return found


def _catalogue() -> Iterator[Message]:
    """The texts of each rule, and then what it says of a site."""
    for rule in rules().values():
        if rule.home is None or not (module := _ROOT / "rules" / "catalogue" / rule.home.name / "rule.py").is_file():
            continue
        told = {"title": rule.texts.title, "title where met": rule.texts.title_ok, "title where not met": rule.texts.title_failed}
        told |= {
            "why it matters": rule.why,
            "advice": rule.advice,
            "where it goes": rule.texts.remedy.where if rule.texts.remedy else "",
        }
        yield from (Message(text, "rules", f"rule {rule.id}: {name}") for name, text in told.items() if text)
        yield from in_python(module, "rules", f"rule {rule.id}: what it says of a site")


def _packs() -> Iterator[Message]:
    for name in bundled():
        pack = load_pack(name)
        yield from _told("packs", f"pack {name}: title", pack.title)
        yield from chain.from_iterable(_entry(name, entry) for entry in pack.entries)
        for watch in pack.watch:
            yield from _told("packs", f"pack {name}, law to come", watch.title, watch.says, watch.status)


def _entry(pack: str, entry: Entry) -> Iterator[Message]:
    yield from _told("packs", f"pack {pack}, rule {entry.rule}: after 'Statute expects'", entry.expects)
    yield from _told("packs", f"pack {pack}, rule {entry.rule}: after 'May not apply: if'", entry.unless)
    if entry.otherwise is not None:
        yield from _entry(pack, entry.otherwise)


def _questions() -> Iterator[Message]:
    for name, question in questions().items():
        yield from _told("questions", f"question {name}", question.asks)
        yield from _told("questions", f"question {name}: after 'No sign that the company'", question.does)


def _claims() -> Iterator[Message]:
    claims = strictyaml.load(files("rules").joinpath("promises.yaml").read_text("utf-8"))["claims"]
    for name, claim in claims.items():
        yield from _told("promises", f"claim {name}", claim["says"])


def _categories() -> Iterator[Message]:
    categories = strictyaml.load(files("rules").joinpath("categories.yaml").read_text("utf-8"))["categories"]
    for name, about in categories.items():
        yield from _told("categories", f"category {name}: what it is about", about)


def _dead_ends() -> Iterator[Message]:
    for name, told in strictyaml.load_file(_ROOT / "reports" / "deadends.yaml").items():
        yield from _told("dead ends", f"dead end {name}", *told.values())


def _reasons() -> Iterator[Message]:
    """Why another page is the contact page, and why a host may not be asked."""
    contact = strictyaml.load_data("contactpage")
    yield from _told("reasons", "after 'scored 20 against 30:'", *contact["lost"].values(), contact["unnamed"])
    networks = (network["why"] for network in strictyaml.load_data("networks")["networks"])
    yield from _told("reasons", "after 'example.com is not public:'", *networks)


def _values() -> Iterator[Message]:
    """The values of enumerations, as sentences name them."""
    for value in chain.from_iterable(map(get_args, _VALUES)):
        yield from _told("values", "a value within a sentence", value, value.replace("-", " "))


def _told(source: str, comment: str, *texts: str) -> Iterable[Message]:
    return (Message(text, source, comment) for text in texts if text)


_SOURCES: Mapping[str, Callable[[], Iterator[Message]]] = MappingProxyType(
    {
        "words": _words,
        "templates": _templates,
        "code of reports": _code("reports"),
        "values": _values,
        "questions": _questions,
        "promises": _claims,
        "categories": _categories,
        "dead ends": _dead_ends,
        "rules": _catalogue,
        "code of rules": _code("rules", but="catalogue"),
        "packs": _packs,
        "code of spiders": _code("spiders"),
        "reasons": _reasons,
        "code of auditor": _code("auditor"),
    }
)
