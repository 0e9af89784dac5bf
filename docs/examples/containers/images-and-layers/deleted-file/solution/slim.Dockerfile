FROM busybox:1.37
USER 1000:1000
WORKDIR /programme
RUN dd if=/dev/urandom of=video.bin bs=1M count=20 \
  && sha256sum video.bin > video.sha256 \
  && rm video.bin
