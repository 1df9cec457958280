# syntax=docker/dockerfile:1
#
# The image: Node, a bundle, no shell, no package manager, not root.
#
#   docker buildx build --platform linux/amd64,linux/arm64 --tag <registry>/appgw-ingress:<version> .
#
# Packages are pinned by the lock file, base images by tag. For bit-for-bit builds give digests too
# (--build-arg BUILD_IMAGE=node@sha256:…, RUNTIME_IMAGE=…@sha256:…, SOURCE_DATE_EPOCH=…).
ARG BUILD_IMAGE=node:26.10.0-bookworm-slim
ARG RUNTIME_IMAGE=gcr.io/distroless/nodejs26-debian13:nonroot

# The result is JavaScript alone: it is built once, on the builder's own platform, for all of them.
FROM --platform=$BUILDPLATFORM ${BUILD_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY src ./src
COPY test/tools/bundle.ts ./test/tools/bundle.ts
RUN npm run --silent bundle

FROM ${RUNTIME_IMAGE}
LABEL org.opencontainers.image.title="appgw-ingress" \
      org.opencontainers.image.description="Kubernetes ingress controller for Azure Application Gateway v2" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /build/dist ./
COPY LICENSE ./
USER 65532:65532
# Less room for garbage, at the price of more frequent collections (docs/performance.md). NODE_OPTIONS refuses the second.
ENTRYPOINT ["/nodejs/bin/node", "--max-semi-space-size=4", "--heap-growing-percent=20", "/app/main.js"]
