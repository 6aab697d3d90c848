"""What the processes are forked from that tests use for spiders (`tests.forking`): a spider is loaded."""

from __future__ import annotations

from spiders.rehearsal import rehearse

rehearse()
