# The keyway program in an image: `docker build --tag keyway .`, `docker run keyway serve --config …`.
# The tests of this repository don't build it.

FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY . .
RUN ./mvnw -B -Dkeyway.quick -pl server -am package

FROM eclipse-temurin:25-jdk
# A number that no user of the host has, so that a mounted socket or secret needs no more than a mode.
RUN groupadd --gid 10001 keyway && useradd --uid 10001 --gid 10001 --no-create-home --shell /usr/sbin/nologin keyway
COPY --from=build /src/keyway /usr/local/bin/keyway
COPY --from=build /src/server/target/quick/dist /opt/keyway/dist
ENV KEYWAY_DIST=/opt/keyway/dist
# Starts take a third of the time with it. Made by the JDK that will use it.
RUN keyway warm
# access-keys.json and whatever else is named without a folder.
RUN install --directory --owner=keyway --group=keyway --mode=0755 /run/keyway && install --directory --owner=keyway --group=keyway --mode=0700 /var/lib/keyway
WORKDIR /var/lib/keyway
USER keyway
ENTRYPOINT ["keyway"]
CMD ["--help"]
