package dev.streamgate.monitor.watch;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

import dev.streamgate.contracts.monitor.HealthStatus;
import dev.streamgate.contracts.monitor.InstanceHealth;
import dev.streamgate.contracts.monitor.InstanceMetrics;
import dev.streamgate.contracts.monitor.SuiteHealth;
import dev.streamgate.contracts.monitor.SuiteMetrics;
import dev.streamgate.monitor.history.HealthHistory;
import dev.streamgate.monitor.stream.ChangeStream;
import dev.streamgate.monitor.stream.PresentState;

/**
 * Looks after all instances at once, so that a slow one delays none of the others, and
 * answers from what it knows. Safe for threads.
 */
class Watch implements PresentState {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private static final String EVENT = "health";

    /** From best to worst. */
    private static final List<HealthStatus> ORDER = List.of(HealthStatus.UP, HealthStatus.UNKNOWN,
            HealthStatus.DEGRADED, HealthStatus.DOWN);

    private final List<WatchedInstance> instances;

    private final ChangeStream changes;

    private final HealthHistory history;

    Watch(List<WatchedInstance> instances, ChangeStream changes, HealthHistory history) {
        this.instances = List.copyOf(instances);
        this.changes = changes;
        this.history = history;
    }

    /** Asks every instance; returns when all have answered or run out of time. */
    @Scheduled(fixedDelayString = "${streamgate.monitor.interval:10s}")
    void askAll() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            this.instances.forEach((instance) -> threads.execute(() -> instance.ask().ifPresent(this::changed)));
        }
    }

    private void changed(InstanceHealth health) {
        log.info("{} at {} is {} {}", health.service(), health.instance(), health.status(), health.failing());
        this.history.add(health);
        this.changes.tell(EVENT, health);
    }

    @Override
    public String event() {
        return EVENT;
    }

    @Override
    public List<InstanceHealth> items() {
        return health().instances();
    }

    SuiteHealth health() {
        List<InstanceHealth> all = this.instances.stream().map(WatchedInstance::health).toList();
        Map<String, Optional<HealthStatus>> best = all.stream()
            .collect(Collectors.groupingBy(InstanceHealth::service, Collectors.mapping(InstanceHealth::status,
                    Collectors.minBy(Comparator.comparingInt(ORDER::indexOf)))));
        HealthStatus worst = best.values()
            .stream()
            .flatMap(Optional::stream)
            .max(Comparator.comparingInt(ORDER::indexOf))
            .orElse(HealthStatus.UNKNOWN);
        return new SuiteHealth(worst, all);
    }

    /** What all instances measured, or those of one service. */
    SuiteMetrics metrics(Optional<String> service) {
        List<InstanceMetrics> metrics = this.instances.stream()
            .filter((instance) -> service.isEmpty() || instance.service().equals(service.get()))
            .flatMap((instance) -> instance.metrics().stream())
            .toList();
        return new SuiteMetrics(metrics);
    }

}
