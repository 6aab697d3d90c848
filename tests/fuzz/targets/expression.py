"""Expressions of own rules (CEL): each is compiled and gives its kind of value, or is one `ExpressionError` of one line."""

from __future__ import annotations

from rules.cases import evidence_from
from rules.expressions import ExpressionError, compiled
from rules.facts import Facts, digest
from tests.fuzz.laws import declared, same_twice
from tests.rules.observations import PLAIN

_FACTS = digest(evidence_from(PLAIN))[0].model_dump(mode="json")

SEEDS = (
    b'channels.exists(c, c.kind == "email" && c.clicks <= 2)',
    b"size(pages) > 0 && pages.all(p, p.state == 'ok' || p.clicks == null)",
    b'pages.filter(p, "home" in p.kinds).map(p, p.path + "x")',
    b'contact_page.label.matches("(?i)kontakt.*") ? [contact_page.path] : []',
    b"site.languages.exists_one(l, l.startsWith('s')) // x", b'r"\\d" == "\\u00e5" || thresholds["a"] >= 1.5',
)  # fmt: skip
TOKENS = (
    b"pages", b"channels", b"forms", b"mentions", b"dead_ends", b"journeys", b"promises", b"contact_page", b"site", b"coverage",
    b"thresholds", b".kind", b".exists(c, ", b".all(c, ", b".map(c, ", b".filter(c, ", b".matches(", b"'(a*)*b'", b".size()",
    b"size(", b"has(", b"int(", b"double('nan')", b"string(", b"bytes(", b"timestamp('", b"duration('1h')", b"type(", b"dyn(",
    b"[", b"]", b"{", b"}", b"(", b")", b"?", b":", b"==", b"!=", b"<", b"in", b"&&", b"||", b"!", b"+", b"-", b"*", b"/", b"%",
    b"1/0", b"9223372036854775807", b"1u", b"1e400", b"null", b"true", b"'", b'"', b'"""', b"r'", b"b'", b"//", b"\\",
    b"__proto__", b".x", b"c.c.c", b"@in",
)  # fmt: skip


def target(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for gives in ("bool", "list"):
        try:
            expression = compiled(text, Facts.names(), Facts.fields(), gives)
            value = same_twice(lambda: expression.holds(_FACTS) if gives == "bool" else expression.texts(_FACTS))  # noqa: B023
        except ExpressionError as error:
            declared(error)
            continue
        assert isinstance(value, bool if gives == "bool" else tuple)
