"""Expressions: what they may say, and that whatever goes wrong is an error and never a truth."""

import pytest

from rules.expressions import ExpressionError, compiled

FACTS = frozenset({"channels", "site"})
FIELDS = frozenset({"kind", "clicks"})
SEEN = {"channels": [{"kind": "phone", "clicks": None}, {"kind": "email", "clicks": 2}], "site": {"kind": "shop"}}


def holds(text: str) -> bool:
    return compiled(text, FACTS, FIELDS).holds(SEEN)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('channels.exists(c, c.kind == "phone")', True),
        ('channels.exists(c, c.kind == "fax")', False),
        ("channels.size() == 2", True),
        ("channels.all(c, c.clicks != null && c.clicks < 3)", False),
        ('site.kind == "no.such.name"', False),
        ('site.kind.matches("a+b+c+d+e+f+g+h+i+j+")', False),
        ("true", True),
    ],
)
def test_an_expression_has_the_value_it_says(text: str, value: bool) -> None:
    assert holds(text) is value


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("chanels.size() > 0", "undeclared reference to 'chanels'; there are channels, site"),
        ('channels.exists(c, c.knd == "phone")', "there is no fact knd; there are clicks, kind"),
        ("channels.size() >", "Syntax error"),
        ("channels.size()", "it must be true or false"),
        ('"true"', "it must be true or false"),
        ('1 + "a" == 2', "no matching overload"),
        ("true " + "&& true" * 400, "at most"),
        ("[site.kind]" + ".map(a, a + a)" * 9 + "[0] == ''", "at most 8 sums"),
        (r"""r"\" == site.kind || '' == """ + "site.kind + " * 9 + r"""site.kind + "" """, "at most 8 sums"),
        ('""" " """ == ' + "site.kind + " * 9 + '""" " """', "at most 8 sums"),
        ("(" * 300 + "true" + ")" * 300, ""),
    ],
)
def test_a_mistake_is_told_in_one_line_when_it_is_compiled(text: str, told: str) -> None:
    with pytest.raises(ExpressionError) as error:
        compiled(text, FACTS, FIELDS)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "channels[9].kind == 'phone'",
        "channels.all(c, c.clicks < 3)",
        "1 / 0 == 1",
        "site",
        'has(site.clicks) ? true : site["nothing"]',
        "[" + ",".join("1" for _ in range(300)) + "].all(a, " + "[" + ",".join("1" for _ in range(300)) + "].all(b, a == b))",
    ],
)
def test_what_goes_wrong_while_it_is_evaluated_is_an_error_and_no_truth(text: str) -> None:
    if text.startswith("[1"):
        hundred = "[" + ",".join(["1"] * 100) + "]"
        text = f"{hundred}.all(a, {hundred}.all(b, {hundred}.all(c, {hundred}.all(d, a == b && c == d))))"
    with pytest.raises(ExpressionError) as error:
        holds(text)
    assert "\n" not in str(error.value)


def test_texts_are_given_as_a_list() -> None:
    assert compiled("channels.map(c, c.kind)", FACTS, FIELDS, "list").texts(SEEN) == ("phone", "email")


@pytest.mark.parametrize("text", ["channels.map(c, c.clicks)", "channels", "site"])
def test_a_list_of_anything_else_is_an_error(text: str) -> None:
    with pytest.raises(ExpressionError):
        compiled(text, FACTS, FIELDS, "list").texts(SEEN)
