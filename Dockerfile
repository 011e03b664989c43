# syntax=docker/dockerfile:1
# Two images. The last one, which `docker build .` makes, holds the program and nothing else:
#
#     docker run --rm --network none -v "$PWD:/work:ro" plimsoll check .
#
# `docker build --target ci .` makes one with a shell and git besides, for CI systems that run scripts in it and for `--since`.

FROM swift:6.3-bookworm AS build
# What is installed goes into no image, or is what Debian's security updates bring: versions are not pinned.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libyaml-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN Scripts/build \
    && install -D .build/release/plimsoll /out/plimsoll \
    && strip /out/plimsoll

FROM debian:bookworm-slim AS ci
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*'
COPY --from=build /out/plimsoll /usr/local/bin/plimsoll
USER 65532:65532
WORKDIR /work

FROM scratch
COPY --from=build /out/plimsoll /plimsoll
COPY LICENSE /LICENSE
USER 65532:65532
WORKDIR /work
ENTRYPOINT ["/plimsoll"]
