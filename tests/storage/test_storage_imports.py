"""storage/ stands alone and is light until a bucket is spoken to; its errors are a contract."""

from __future__ import annotations

import inspect
import subprocess
import sys

from storage import errors
from storage.errors import StorageError


def test_boto3_is_imported_only_when_a_bucket_is_spoken_to() -> None:
    program = (
        "import sys, storage.bag.writer, storage.repair, storage.probe, storage.parity, storage.medium\n"
        "from storage.s3.store import S3Store; from storage.s3.settings import S3Settings\n"
        "S3Store(S3Settings('b')).identity()\n"
        "print({'boto3', 'botocore', 'lxml', 'archiver'} & {name.split('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "set()", done.stderr


def tree(root: type[StorageError]) -> list[type[StorageError]]:
    return [root, *(one for child in root.__subclasses__() for one in tree(child))]


def test_every_error_is_drawn_in_the_tree_with_its_own_code() -> None:
    drawn = inspect.getdoc(errors) or ""
    codes = [kind.code for kind in tree(StorageError)]
    assert len(set(codes)) == len(codes)
    for kind in tree(StorageError)[1:]:
        line = next(line for line in drawn.splitlines() if f"── {kind.__name__} " in line)
        assert f" {kind.code} " in line
