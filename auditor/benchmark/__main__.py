"""One site of a benchmark, in a process of its own: `python -m auditor.benchmark JOB.json`; standard error says why it failed."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from auditor import bundle
from auditor.audit import audit, trouble
from auditor.errors import AuditorError, Exit
from auditor.settings import Settings
from auditor.signals import as_interrupt

__all__ = ["INTERRUPTED", "Job", "main"]

INTERRUPTED = 130


class Job(BaseModel):
    """What is to be audited, and where the bundle goes."""

    model_config = ConfigDict(frozen=True)

    url: str
    name: str
    folder: Path
    settings: Settings


def main(job: Job) -> int:
    """Audit the site; its bundle takes its place only if it was not interrupted. The exit code."""
    part = job.folder.with_name(f".part-{job.folder.name}")
    shutil.rmtree(part, ignore_errors=True)
    try:
        whole, interrupted = audit(job.url, job.settings, part, lambda _: None, name=job.name)
        if interrupted:
            return INTERRUPTED
        if job.folder.exists():
            bundle.read_manifest(job.folder)  # nothing but a bundle is replaced
            shutil.rmtree(job.folder)
        part.replace(job.folder)
        return Exit.SITE_UNREACHABLE if trouble(whole.evidence) else Exit.DONE
    finally:
        shutil.rmtree(part, ignore_errors=True)


if __name__ == "__main__":
    try:
        with as_interrupt():
            code = main(Job.model_validate_json(Path(sys.argv[1]).read_bytes()))
    except AuditorError as error:
        sys.exit(f"{error.code.value}\n{error}")
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)
