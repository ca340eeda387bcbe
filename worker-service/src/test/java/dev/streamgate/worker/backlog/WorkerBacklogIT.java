/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.backlog;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.worker.WorkerMeter;
import dev.streamgate.worker.WorkerScenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class WorkerBacklogIT extends WorkerScenario {

    @Autowired
    private WorkerBacklog backlog;

    @Autowired
    private MeterRegistry meters;

    @Test
    void jobsAreCountedByTypeAndState() {
        submit("sample.work", Map.of());
        submit("sample.work", Map.of());
        submit("other.work", Map.of());
        assertThat(lease("other.work")).isPresent();
        this.clock.advance(Duration.ofSeconds(90));
        this.backlog.count();
        assertThat(gauge(WorkerMeter.JOBS, "type", "sample.work", "state", "queued").value()).isEqualTo(2);
        assertThat(gauge(WorkerMeter.JOBS, "type", "other.work", "state", "running").value()).isEqualTo(1);
        assertThat(gauge(WorkerMeter.OLDEST_QUEUED, "type", "sample.work").value()).isEqualTo(90);
        assertThat(gauge(WorkerMeter.WAITING_CALLERS).value()).isZero();
        this.jdbc.sql("DELETE FROM jobs").update();
        this.backlog.count();
        assertThat(gauge(WorkerMeter.JOBS, "type", "sample.work", "state", "queued")).isNull();
    }

    @Test
    void theWaitOfALeasedJobIsTimed() {
        double before = waited();
        submit("other.work", Map.of());
        this.clock.advance(Duration.ofSeconds(7));
        assertThat(lease("other.work")).isPresent();
        assertThat(waited() - before).isEqualTo(7, within(1e-6));
    }

    private double waited() {
        Timer timer = this.meters.find("streamgate.worker.queue.wait")
            .tags("type", "other.work", "urgency", "background")
            .timer();
        return (timer != null) ? timer.totalTime(TimeUnit.SECONDS) : 0;
    }

    private Gauge gauge(WorkerMeter meter, String... tags) {
        return this.meters.find(meter.getName()).tags(tags).gauge();
    }

}
