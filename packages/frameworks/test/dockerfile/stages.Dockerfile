# syntax=docker/dockerfile:1
ARG VERSION=1.22

# The build.
FROM --platform=$BUILDPLATFORM golang:${VERSION} AS build
ENV CGO_ENABLED=0 GOFLAGS="-mod=mod -trimpath" NAME=a\ b
ENV OLD one two  three
LABEL org.example.a="x y" \
      # inside
      org.example.b='z'

COPY --link --chown=1:1 ["go.mod", "go sum", "./"]
ADD  https://example.com/a.tar.gz   /tmp/
RUN --mount=type=cache,target=/root/.cache \
    go build \
      -o /app . && \

    strip /app
RUN ["/bin/sh", "-c", "echo hi"]
RUN [ "not json
#
# The image.
from scratch
copy --from=build /app /app
ONBUILD RUN ["true"]
ONBUILD COPY --link . /
HEALTHCHECK --interval=5m CMD curl -f http://localhost/ || exit 1
EXPOSE 80/tcp	443
VOLUME ["/data"]
VOLUME /a /b
USER nobody:nogroup
STOPSIGNAL SIGTERM
SHELL ["/bin/bash", "-c"]
ENTRYPOINT ["/app"]
CMD ["--help"]
