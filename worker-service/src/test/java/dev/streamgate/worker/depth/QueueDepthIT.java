package dev.streamgate.worker.depth;

import java.time.Duration;
import java.util.Map;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.streamgate.worker.WorkerScenario;

import static org.assertj.core.api.Assertions.assertThat;

class QueueDepthIT extends WorkerScenario {

    @Autowired
    private QueueDepth depth;

    @Autowired
    private MeterRegistry meters;

    @Test
    void theQueueIsCountedByTypeAndStateAndForgottenWhenItIsEmpty() {
        submit("sample.work", Map.of());
        submit("sample.work", Map.of());
        submit("other.work", Map.of());
        assertThat(lease("other.work")).isPresent();
        this.clock.advance(Duration.ofSeconds(90));
        this.depth.count();
        assertThat(gauge(QueueMeters.JOBS, "type", "sample.work", "state", "queued").value()).isEqualTo(2);
        assertThat(gauge(QueueMeters.JOBS, "type", "other.work", "state", "running").value()).isEqualTo(1);
        assertThat(gauge(QueueMeters.OLDEST, "type", "sample.work").value()).isEqualTo(90);
        assertThat(gauge(QueueMeters.WAITING).value()).isZero();
        this.jdbc.sql("DELETE FROM jobs").update();
        this.depth.count();
        assertThat(gauge(QueueMeters.JOBS, "type", "sample.work", "state", "queued")).isNull();
    }

    private Gauge gauge(QueueMeters meter, String... tags) {
        return this.meters.find(meter.getName()).tags(tags).gauge();
    }

}
