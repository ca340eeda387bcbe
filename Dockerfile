# One image for each service:  docker build --build-arg SERVICE=auth -t streamgate/auth-service .
# upload and transcoder also need ffmpeg:                --build-arg SERVICE=upload --build-arg BASE=media
#
# Everything above the last stage is the same for all nine, so it is built once and taken from the cache by the others,
# with BuildKit and without it.
ARG BASE=plain

FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /build
# Name by name: a change of what only the last stage needs must not rebuild this stage.
COPY pom.xml ./
COPY .mvn .mvn/
COPY contracts contracts/
COPY test-support test-support/
COPY hardening-lib hardening-lib/
COPY suite-conventions suite-conventions/
COPY media-lib media-lib/
COPY gateway-service gateway-service/
COPY auth-service auth-service/
COPY upload-service upload-service/
COPY metadata-service metadata-service/
COPY worker-service worker-service/
COPY transcoder-service transcoder-service/
COPY streaming-service streaming-service/
COPY cache-service cache-service/
COPY monitor-service monitor-service/
COPY launcher launcher/
COPY system-tests system-tests/
# Formatter and tests belong to `./streamgate test`, and tests are not even in the context. The media images have an ffmpeg of their own, so that in the jars goes.
RUN mvn -B -ntp -q -DskipTests -Dspring-javaformat.validate.skip=true -Dcheckstyle.skip \
        -pl gateway-service,auth-service,upload-service,metadata-service,worker-service,transcoder-service,streaming-service,cache-service,monitor-service \
        -am package \
    && for jar in *-service/target/*-service-*.jar; do \
         service=${jar%%/*}; \
         java -Djarmode=tools -jar "$jar" extract --layers --destination "/layers/$service" \
         && mv "/layers/$service/application/${jar##*/}" "/layers/$service/application/application.jar" || exit 1; \
         rm -f "/layers/$service"/dependencies/lib/ffmpeg-*; \
         mkdir -p "/layers/$service/snapshot-dependencies"; \
       done \
    && rm -rf /root/.m2/repository /build/*/target

FROM eclipse-temurin:25.0.1_8-jre-noble AS plain
# Each service runs under a number of its own (docker-compose.yml). A volume without a name, mounted here, gets these rights.
RUN mkdir -p /app /var/lib/streamgate && mkdir -m 1777 /var/lib/streamgate/scratch

FROM plain AS media
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ffmpeg \
    && rm -rf /var/lib/apt/lists/*

FROM ${BASE} AS service
COPY deploy/image/ /app/bin/
ARG SERVICE
COPY --from=build /layers/${SERVICE}-service/dependencies/ /app/
COPY --from=build /layers/${SERVICE}-service/snapshot-dependencies/ /app/
COPY --from=build /layers/${SERVICE}-service/application/ /app/
WORKDIR /app
ENV STREAMGATE_SERVICE=${SERVICE} STREAMGATE_HOME=/var/lib/streamgate STREAMGATE_BIND_ADDRESS=0.0.0.0 MALLOC_ARENA_MAX=2
USER 10001:10000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=180s --retries=3 CMD ["/app/bin/healthy"]
ENTRYPOINT ["/app/bin/run"]
