# A static binary with the shipped knowledge inside, on an image that holds
# nothing else but certificates, as a user that owns nothing.
#
#   docker build -t sibaq .
#   docker run -e DISCORD_TOKEN sibaq
#   docker run -e DISCORD_TOKEN -v "$PWD/knowledge/base:/knowledge:ro" -e SIBAQ_KNOWLEDGE=/knowledge sibaq
#
# The tags stay on one release of Go and of Debian and take its security fixes.
# For the same image again, give digests: --build-arg BASE=…@sha256:…
ARG GO=golang:1.26
ARG BASE=gcr.io/distroless/static-debian13:nonroot

FROM $GO AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=
RUN mkdir /data
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$VERSION" -o /sibaq ./cmd/sibaq

FROM $BASE
COPY --from=build /sibaq /sibaq
# A volume mounted here belongs to the user that the bot runs as.
COPY --from=build --chown=65532:65532 /data /data
# serve answers the health check here, and "sibaq health" asks here.
ENV SIBAQ_HEALTH=127.0.0.1:8081
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["/sibaq", "health"]
ENTRYPOINT ["/sibaq"]
CMD ["serve"]
