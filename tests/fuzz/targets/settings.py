"""auditor.toml: settings that can be used, or one `CallError` that names the file, on one line."""

from __future__ import annotations

from auditor.errors import CallError
from auditor.settings import settle
from auditor.sites import to_audit
from tests.fuzz.laws import declared, workshop
from tests.fuzz.target import seeds

SEEDS = seeds("settings")
TOKENS = (
    b"[[site]]\n", b"[[suppress]]\n", b"[[journey]]\n", b"[budget]\n", b"[budget.channels]\n", b"[answers]\n", b"[site]\n",
    b"url = ", b"name = ", b"country = ", b"report = ", b"resolve = ", b"steps = ", b"expect = ", b"max-score-drop = 5\n",
    b"no-worse = true\n", b"fail-under = ", b"= 1e400\n", b"= nan\n", b"= inf\n", b"= -1\n", b"= 99999999999999999999\n",
    b"= 2026-02-30\n", b"= 2026-01-01T00:00:00Z\n", b"= []\n", b"= {}\n", b"= [[1]]\n", b"= ''\n", b'= "\\u0000"\n',
    b'= "\\ud800"\n', b"= true\n", b'"<= 2 clicks"', b'"<= -1 actions"', b'"required"', b'"html:-"', b'"x:y"', b'"../x"',
    b'"a=::1"', b'"http://["', b'"https://\xc3\xa5.example:0"', b'"*"', b'"open "', b'"click a"', b"'''", b"#", b"\xef\xbb\xbf",
    b"a.b.c = 1\n", b"chat-probe = 'a'\n",
)  # fmt: skip


def target(data: bytes) -> None:
    with workshop() as folder:
        config = folder / "auditor.toml"
        config.write_bytes(data)
        try:
            settings = settle(config)
            to_audit(None, settings)
            settings.on()
        except CallError as error:
            declared(error)
