"""
What a person keeps in tables: the list of sites, complaints, earlier results.

The first byte chooses the reader. Law: it can be used, or there is one `CallError` that names the file.
"""

from __future__ import annotations

from pathlib import Path

from auditor.benchmark.earlier import read_before, read_complaints
from auditor.benchmark.listing import read_list, unheard
from auditor.errors import CallError
from tests.fuzz.laws import declared, workshop

SEEDS = (
    b"Lname,url,country,sector,tag\nA,https://a.example,SE,telecom,x\nB,b.example,se,,y\n",
    'L\ufeffName;URL;sells-at-a-distance\n"Å; B";https://å.example;yes\n'.encode(),
    b"Lurl\tbundle\nhttps://a.example/\t\n",
    b"Cname,complaints,customers\nA,3,100\nB,0.5,1e3\n",
    b"Churl,host,complaints,customers\n,a.example,1,2\n",
    b"Rname,url,state,score,low,high,rank,method,packs,as_of,settings\nA,https://a.example,ok,50,40,60,1,3,se 1,2026-01-01,x\n",
)
TOKENS = (
    b"L", b"C", b"R", b",", b";", b"\t", b'"', b'""', b"\n", b"\r\n", b"\r", b"name", b"url", b"country", b"sector", b"bundle",
    b"host", b"complaints", b"customers", b"score", b"https://", b"http://[", b"https://a.example", b"UK", b"SE", b"yes", b"no",
    b"telecom", b"1e999", b"nan", b"inf", b"-1", b"1,5", b".", b"..", b"/", b"=1+1", b"\xff", b"\xef\xbb\xbf", b"\x00", b"a" * 300,
)  # fmt: skip


def target(data: bytes) -> None:
    kind, content = data[:1], data[1:]
    with workshop() as folder:
        path = folder / "given"
        path.write_bytes(content)
        try:
            _read(kind, path)
        except CallError as error:
            declared(error, folder)


def _read(kind: bytes, path: Path) -> None:
    if kind == b"C":
        read_complaints(path, ())
    elif kind == b"R":
        read_before(path)
    else:
        sites = read_list(path)
        assert len({site.slug for site in sites}) == len(sites)
        assert all(site.slug and "/" not in site.slug and site.slug not in {".", ".."} for site in sites)
        unheard(sites)
