"""
In the place of the spider: a program that tells of pages as the spider does, and costs nothing.

The folder that it stands in holds `journal.jsonl`, what it is to tell, a line a page; `script.json` says how.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent


def main(job: str) -> None:
    """Tell of every page; then end, hang, or be killed."""
    folder = Path(json.loads(Path(job).read_text("utf-8"))["folder"])
    script = json.loads((HERE / "script.json").read_text("utf-8"))
    (folder / "pages").mkdir()
    lines = (HERE / "journal.jsonl").read_text("utf-8").splitlines()
    with (folder / "journal.jsonl").open("a", encoding="utf-8") as journal:
        for number, line in enumerate(lines, 1):
            (folder / "pages" / f"{number:03d}.html").write_text("<h1>Acme</h1>" * script["size"], "utf-8")
            journal.write(line + "\n")
            journal.flush()
            sys.stdout.write(json.dumps({"n": number, "url": "https://acme.example/", "state": "ok", "seconds": 0.1}) + "\n")
            sys.stdout.flush()
            time.sleep(script["pause"])
    if script["end"] == "hang":
        time.sleep(600)
    if script["end"] == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    sys.stderr.write(script["said"])
    (folder / "end.json").write_text(json.dumps({"stopped_by": "done", "known": len(lines)}), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
