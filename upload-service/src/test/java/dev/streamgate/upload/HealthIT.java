package dev.streamgate.upload;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Uploads are taken while metadata is away, and health says so. */
@UploadServiceTest
class HealthIT {

    private final Uploader client;

    private final Neighbours neighbours;

    @Autowired
    HealthIT(Uploader client, Neighbours neighbours) {
        this.client = client;
        this.neighbours = neighbours;
    }

    @AfterEach
    void mend() {
        this.neighbours.fail(0, 0);
    }

    @Test
    void aNeighbourThatIsAwayMakesItDegradedAndLeavesItReady() {
        awaitStatus("UP");
        this.neighbours.fail(503, 503);
        awaitStatus("DEGRADED");
        assertThat(this.client.get("/actuator/health").status()).isEqualTo(200);
        assertThat(this.client.get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(this.client.get("/actuator/health/liveness").status()).isEqualTo(200);
        this.neighbours.fail(0, 0);
        awaitStatus("UP");
    }

    private void awaitStatus(String wish) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(() -> assertThat(this.client.get("/actuator/health").json().path("status").asString())
                .isEqualTo(wish));
    }

}
