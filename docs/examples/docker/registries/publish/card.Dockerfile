FROM --platform=$BUILDPLATFORM busybox:1.37 AS build
ARG TARGETARCH
RUN echo "built for $TARGETARCH" > /card.txt

FROM scratch
COPY --from=build /card.txt /
