"""Forms for customers that ask for more, or for less, than they did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reports.changes.model import Change
from reports.changes.seen import Seen
from reports.text import clean
from spiders.evidence import Form, FormKind

__all__ = ["forms"]

_KINDS: tuple[FormKind, ...] = ("contact", "complaint", "cancellation", "withdrawal", "callback")
_HURDLES = ("captcha", "login_needed", "customer_number_needed")


def forms(old: Seen, new: Seen) -> Iterator[Change]:
    """What the forms that both looks saw ask for now and did not, and the other way round."""
    before, after = _by_place(old), _by_place(new)
    both = [(before[place], after[place]) for place in sorted(before.keys() & after.keys())]
    alike = [(was, now) for was, now in both if was.embedded == now.embedded]
    yield from _asked(new, [(now, was) for was, now in alike], more=True)
    yield from _asked(old, alike, more=False)


def _asked(look: Seen, pairs: Sequence[tuple[Form, Form]], *, more: bool) -> Iterator[Change]:
    """What the first of each pair asks for and the second does not; that of one kind of form on several pages once."""
    found: dict[tuple[FormKind, str, str], list[Form]] = {}
    for form, other in pairs:
        asks, others = _asks(form), _asks(other)
        for hurdle, label in sorted(asks.keys() - others.keys()):
            found.setdefault((form.kind, hurdle, label), []).append(form)
    for (kind, hurdle, label), asking in sorted(found.items()):
        written = _asks(asking[0])[hurdle, label]
        yield _change(look, kind, hurdle, written, asking, more=more)


def _by_place(look: Seen) -> Mapping[tuple[str, str], Form]:
    """The forms by page and kind; of several of a kind on a page nobody can say which is which, so they are left out."""
    found: dict[tuple[str, str], list[Form]] = {}
    for form in look.story.evidence.forms:
        if form.kind in _KINDS and form.visible:
            found.setdefault((look.key(form.page), form.kind), []).append(form)
    return {place: forms[0] for place, forms in found.items() if len(forms) == 1}


def _asks(form: Form) -> dict[tuple[str, str], str]:
    """
    What one has to give or to pass: hurdles, and the fields that must be filled in by their labels, as they are written.

    A name that a program made says nothing, so a field without a label is left out.
    """
    labels = [clean(field.label, 60).rstrip(" *:") for field in form.fields if field.required]
    hurdles = {(hurdle, ""): "" for hurdle in _HURDLES if getattr(form, hurdle)}
    return hurdles | {("field", label.casefold()): label for label in labels if label}


def _change(look: Seen, kind: FormKind, hurdle: str, label: str, asking: Sequence[Form], *, more: bool) -> Change:
    words = look.story.words
    pages = [page for form in asking if (page := look.pages.get(look.key(form.page)))]
    what = words("changes.form.what", kind=words.label("form", kind), page=look.listed(pages))
    text = words(f"changes.form.{hurdle}_{'more' if more else 'less'}", what=what, label=label)
    key = " ".join(("form", kind, hurdle, label.casefold())).rstrip()
    return Change(topic="form", kind="worse" if more else "better", key=key, text=text, pages=tuple(form.page for form in asking))
