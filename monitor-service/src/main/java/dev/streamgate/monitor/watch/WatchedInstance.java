package dev.streamgate.monitor.watch;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.monitor.HealthStatus;
import dev.streamgate.contracts.monitor.InstanceHealth;
import dev.streamgate.contracts.monitor.InstanceMetrics;

/** One instance and what is known of it. One thread asks at a time; any thread reads. */
class WatchedInstance {

    private static final Logger log = LoggerFactory.getLogger(WatchedInstance.class);

    private final String service;

    private final URI address;

    private final RestClient client;

    private final Clock clock;

    private volatile InstanceHealth health;

    private volatile @Nullable InstanceMetrics metrics;

    private @Nullable Reading last;

    WatchedInstance(String service, URI address, RestClient client, Clock clock) {
        this.service = service;
        this.address = address;
        this.client = client;
        this.clock = clock;
        this.health = new InstanceHealth(service, address.getAuthority(), HealthStatus.UNKNOWN, clock.instant(), null,
                List.of());
    }

    String service() {
        return this.service;
    }

    InstanceHealth health() {
        return this.health;
    }

    /** What it measured; empty while it is down. */
    Optional<InstanceMetrics> metrics() {
        return Optional.ofNullable(this.metrics);
    }

    /**
     * Asks it.
     * @return its health when that has changed, else empty
     */
    Optional<InstanceHealth> ask() {
        Instant now = this.clock.instant();
        InstanceHealth before = this.health;
        Answer answer = askHealth();
        Instant since = (before.status() == answer.status()) ? before.since() : now;
        this.health = new InstanceHealth(this.service, before.instance(), answer.status(), since, now,
                answer.failing());
        readMetrics(now, answer.status());
        return (before.status() == answer.status()) ? Optional.empty() : Optional.of(this.health);
    }

    private Answer askHealth() {
        try {
            return this.client.get().uri(this.address.resolve("/actuator/health")).exchange((request, response) -> {
                HttpStatusCode status = response.getStatusCode();
                Health body = response.bodyTo(Health.class);
                if (body == null || (!status.is2xxSuccessful() && status.value() != 503)) {
                    return new Answer(HealthStatus.DEGRADED, List.of("health"));
                }
                return body.toAnswer();
            });
        }
        catch (RestClientException ex) {
            log.debug("{} at {} does not answer", this.service, this.address, ex);
            return new Answer(HealthStatus.DOWN, List.of());
        }
    }

    private void readMetrics(Instant now, HealthStatus status) {
        if (status == HealthStatus.DOWN) {
            this.metrics = null;
            return;
        }
        try {
            Reading reading = this.client.get()
                .uri(this.address.resolve("/actuator/prometheus"))
                .exchange((request, response) -> read(response.getStatusCode(), response.getBody(), now));
            if (reading != null) {
                this.metrics = reading.toView(this.service, this.health.instance(), this.last);
                this.last = reading;
            }
        }
        catch (RestClientException ex) {
            log.debug("The meters of {} at {} cannot be read", this.service, this.address, ex);
        }
    }

    private static @Nullable Reading read(HttpStatusCode status, java.io.InputStream body, Instant now)
            throws IOException {
        if (!status.is2xxSuccessful()) {
            return null;
        }
        try (var lines = new java.io.BufferedReader(
                new java.io.InputStreamReader(body, java.nio.charset.StandardCharsets.UTF_8))) {
            return Reading.of(() -> lines.lines().iterator(), now);
        }
    }

    private record Answer(HealthStatus status, List<String> failing) {
    }

    /**
     * Actuator's reply.
     *
     * @param status {@code UP} or another word
     * @param components by name; absent when this service may not see them
     */
    private record Health(String status, @Nullable Map<String, Component> components) {

        Answer toAnswer() {
            if ("UP".equals(this.status)) {
                return new Answer(HealthStatus.UP, List.of());
            }
            List<String> failing = (this.components == null) ? List.of()
                    : this.components.entrySet()
                        .stream()
                        .filter((component) -> !List.of("UP", "UNKNOWN").contains(component.getValue().status()))
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
            return new Answer(HealthStatus.DEGRADED, failing);
        }

        private record Component(String status) {
        }

    }

}
