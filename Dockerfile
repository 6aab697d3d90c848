# auditor with Debian's Chromium and the extras redact, s3, sweep and timestamp, as an ordinary user.
# The browser's sandbox stays on: docs/ci.md says what Docker must allow for it.
FROM python:3.11.13-slim-bookworm

RUN apt-get update \
    && apt-get install --yes --no-install-recommends chromium fonts-liberation tini \
    && rm -rf /var/lib/apt/lists/*

COPY requirements-image.txt requirements-build.txt /src/
RUN pip install --no-cache-dir --require-hashes -r /src/requirements-image.txt -r /src/requirements-build.txt
COPY pyproject.toml README.md LICENSE /src/
COPY auditor /src/auditor
COPY spiders /src/spiders
COPY rules /src/rules
COPY reports /src/reports
COPY tests/sites /src/tests/sites
RUN pip install --no-cache-dir --no-deps --no-build-isolation /src && rm -rf /src

RUN useradd --uid 10001 --create-home auditor && install --directory --owner auditor /work
USER auditor
WORKDIR /work
ENV AUDITOR_CHROMIUM=/usr/bin/chromium
# An init: processes of a browser that was killed have nobody else who waits for them.
ENTRYPOINT ["tini", "-s", "--", "auditor"]
