"""Which kinds of stores can be tested here, and what is said at the end of a run of those that cannot."""

from __future__ import annotations

import os
import subprocess

import rgw

BUCKET = "ARCHIVER_TEST_BUCKET"
"""A bucket with Object Lock to test with instead; AWS_* and ARCHIVER_TEST_ENDPOINT say where and who."""
NOT_TESTED: list[str] = []

S3_IS_THERE = bool(os.environ.get(BUCKET)) or not rgw.missing_programs()
S3_KINDS = ["bucket", "bucket-without-versions"] if S3_IS_THERE else []
KINDS = ["memory", "directory", *S3_KINDS]

if not S3_IS_THERE:
    NOT_TESTED.append(
        f"buckets, locks, versions: {', '.join(rgw.missing_programs())} not found (Debian packages "
        f"{rgw.PACKAGES}), and no bucket named in {BUCKET}"
    )

OWN_MOUNTS = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
"""Runs a shell that may mount file systems for itself, as whatever user; nothing of it outlives the shell."""


def _can_mount() -> bool:
    try:
        test = [*OWN_MOUNTS, "mount -t tmpfs -o size=1m tmpfs /mnt"]
        return subprocess.run(test, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


CAN_MOUNT = _can_mount()
if not CAN_MOUNT:
    NOT_TESTED.append("a full disk, a mount inside a medium: this system lets nobody mount (unshare -rm)")
