# archiver as an image: the program, its pinned dependencies, Pango; an ordinary user, no compiler.
#
#   docker build -t archiver . && docker run --rm -v "$PWD:/data" archiver year-end 2025/26 --from exports --to binders
#   docker build --target test .      the tests, as make test runs them (--build-arg ARGS=… for some of them)
#   docker build --target demo .      the demonstration, as make demo runs it

FROM python:3.11-slim-bookworm AS base
ENV LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

FROM base AS wheel
WORKDIR /src
COPY constraints.txt ./
RUN python -m pip install --no-deps --require-hashes --only-binary :all: -r constraints.txt
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY archiver archiver
COPY retention retention
COPY storage storage
COPY templates templates
RUN python -m pip wheel --no-deps --no-build-isolation --wheel-dir /wheels .

FROM base AS checkout
RUN apt-get -qq update && apt-get -qq -y install --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .

FROM checkout AS test
ARG ARGS=""
RUN make test

FROM checkout AS demo
RUN make demo

FROM base AS archiver
COPY tools/debian-packages.txt /tmp/
RUN apt-get -qq update \
    && apt-get -qq -y install --no-install-recommends $(awk '$1 == "run" { print $2 }' /tmp/debian-packages.txt) \
    && rm -rf /var/lib/apt/lists/* /tmp/debian-packages.txt
COPY constraints.txt tools/make_ready.py /tmp/
COPY --from=wheel /wheels /tmp/wheels
RUN python -m pip install --no-deps --require-hashes --only-binary :all: -r /tmp/constraints.txt \
    && python -m pip install --no-deps --no-index /tmp/wheels/*.whl \
    && python /tmp/make_ready.py \
    && rm -rf /tmp/wheels /tmp/constraints.txt /tmp/make_ready.py \
    && useradd --create-home --uid 1000 archiver
USER archiver
WORKDIR /data
ENTRYPOINT ["archiver"]
CMD ["--help"]
