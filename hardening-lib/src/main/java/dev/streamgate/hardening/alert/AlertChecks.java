package dev.streamgate.hardening.alert;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Has the rules checked at their interval, on a thread of its own, from the application's
 * start to its end. A check that fails is logged and measured, and the next one comes.
 */
final class AlertChecks implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(AlertChecks.class);

    private final AlertEvaluator evaluator;

    private final Duration interval;

    private final Timer succeeded;

    private final Timer failed;

    private @Nullable ScheduledExecutorService thread;

    private @Nullable ScheduledFuture<?> checks;

    AlertChecks(AlertEvaluator evaluator, Duration interval, MeterRegistry meters) {
        this.evaluator = evaluator;
        this.interval = interval;
        this.succeeded = timer(meters, "success");
        this.failed = timer(meters, "failed");
        FunctionCounter.builder(AlertMeter.REFUSED.getName(), evaluator, AlertEvaluator::refused)
            .description(AlertMeter.REFUSED.description())
            .register(meters);
        for (AlertLevel level : AlertLevel.values()) {
            for (AlertState state : new AlertState[] { AlertState.PENDING, AlertState.FIRING }) {
                Gauge
                    .builder(AlertMeter.ACTIVE.getName(),
                            () -> evaluator.active(level).stream().filter((alert) -> alert.state() == state).count())
                    .description(AlertMeter.ACTIVE.description())
                    .tag(AlertMeter.Tag.LEVEL.asString(), level.label())
                    .tag(AlertMeter.Tag.STATE.asString(), state.name().toLowerCase(Locale.ROOT))
                    .register(meters);
            }
        }
    }

    @Override
    public synchronized void start() {
        if (this.thread == null) {
            this.thread = Executors.newSingleThreadScheduledExecutor((task) -> {
                Thread thread = new Thread(task, "alert-checks");
                thread.setDaemon(true);
                return thread;
            });
            long millis = this.interval.toMillis();
            this.checks = this.thread.scheduleAtFixedRate(this::check, millis, millis, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void stop() {
        if (this.thread != null) {
            this.thread.shutdownNow();
            this.thread = null;
            this.checks = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return this.checks != null && !this.checks.isDone();
    }

    private void check() {
        long began = System.nanoTime();
        try {
            this.evaluator.check();
            this.succeeded.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        }
        catch (RuntimeException ex) {
            this.failed.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            log.error("Alert rules could not be checked", ex);
        }
    }

    private static Timer timer(MeterRegistry meters, String outcome) {
        return Timer.builder(AlertMeter.CHECKS.getName())
            .description(AlertMeter.CHECKS.description())
            .tag(AlertMeter.Tag.OUTCOME.asString(), outcome)
            .register(meters);
    }

}
