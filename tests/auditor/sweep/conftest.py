"""A store that speaks S3, at a server of this machine."""

from __future__ import annotations

from collections.abc import Iterator

import fsspec
import pytest

from tests.auditor.sweep.stores import KEY, SECRET


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - half a second that only these tests need

    moto = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    moto.start()
    host, port = moto.get_host_and_port()
    yield f"http://{host}:{port}"
    moto.stop()


@pytest.fixture(scope="module")
def s3(server: str) -> Iterator[str]:
    """A bucket, at a server of this machine, that the user's environment gives access to."""
    given = {
        "AWS_ENDPOINT_URL": server,
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": "/dev/null",
        "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        "AWS_MAX_ATTEMPTS": "1",
    }
    from s3fs import S3FileSystem  # noqa: PLC0415 - as above

    with pytest.MonkeyPatch.context() as environment:
        for name, value in given.items():
            environment.setenv(name, value)
        S3FileSystem.clear_instance_cache()
        fsspec.filesystem("s3").mkdir("bucket")
        yield "s3://bucket"
    S3FileSystem.clear_instance_cache()


@pytest.fixture
def anew(s3: str) -> Iterator[None]:
    """What is asked of S3 is asked by the environment of the test."""
    from s3fs import S3FileSystem  # noqa: PLC0415 - as above

    kept = dict(S3FileSystem._cache)
    S3FileSystem.clear_instance_cache()
    yield
    S3FileSystem.clear_instance_cache()
    S3FileSystem._cache.update(kept)
