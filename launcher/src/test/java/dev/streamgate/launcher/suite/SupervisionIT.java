/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.streamgate.launcher.postgres.ManagedPostgres;
import dev.streamgate.launcher.postgres.PreparedPostgres;
import dev.streamgate.launcher.process.ProcessIdentity;
import dev.streamgate.launcher.process.ProcessTermination;
import dev.streamgate.launcher.process.Restarts;
import dev.streamgate.launcher.process.StartedProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** With a real PostgreSQL, nine fake services, and the supervisor in its own process. */
class SupervisionIT {

    private FakeSuite fake;

    @BeforeEach
    void start() throws IOException {
        this.fake = new FakeSuite();
        this.fake.set("STREAMGATE_SUPERVISION", "on");
        PreparedPostgres.copyInto(this.fake.directory());
        this.fake.suite().up(false);
    }

    @AfterEach
    void stop() {
        this.fake.close();
    }

    @Test
    void whatEndsIsRestartedUntilTheSuiteIsStopped() {
        ProcessIdentity worker = kill("worker");
        ProcessIdentity postgres = kill(ManagedPostgres.NAME);
        awaitRestart("worker", worker);
        awaitRestart(ManagedPostgres.NAME, postgres);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> this.fake.suite().status());
        assertThat(this.fake.printed()).contains("worker: restarts since ./streamgate up: 1; it last ended at 20",
                "postgres: restarts since ./streamgate up: 1;");
        assertThat(this.fake.directory().log(Supervisor.NAME)).content()
            .contains("worker (process " + worker.pid() + ") ended", "worker restarted.");

        kill(Supervisor.NAME);
        assertThat(this.fake.suite().status()).as("without a supervisor").isFalse();
        assertThat(this.fake.printed()).contains("The supervisor is not running");
        this.fake.suite().up(false);
        assertThat(this.fake.suite().status()).isTrue();

        StartedProcess supervisor = this.fake.process(Supervisor.NAME);
        this.fake.suite().down();
        assertThat(supervisor.identity().isAlive()).isFalse();
        assertThat(this.fake.running()).isEmpty();
        assertThat(this.fake.processes().restarts("worker")).isEqualTo(Restarts.NONE);
    }

    @Test
    void aServiceThatEndsAgainAndAgainIsRestartedLessAndLessOften() throws IOException {
        Path crash = Files.createFile(this.fake.directory().root().resolve("crash-auth"));
        ProcessIdentity auth = kill("auth");
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> this.fake.processes().restarts("auth"), (restarts) -> restarts.failures() == 3);
        Restarts restarts = this.fake.processes().restarts("auth");
        assertThat(restarts.reason()).isEqualTo("exit status 3");
        assertThat(Duration.between(restarts.endedAt(), restarts.nextAttempt())).isEqualTo(Duration.ofSeconds(4));
        assertThat(this.fake.suite().status()).isFalse();
        assertThat(this.fake.printed()).contains("restarting", "auth: restarts since ./streamgate up: 3; it last ended",
                "(exit status 3). Next start at ");
        Files.delete(crash);
        awaitRestart("auth", auth);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> this.fake.suite().status());
    }

    private ProcessIdentity kill(String name) {
        ProcessIdentity process = this.fake.process(name).identity();
        process.handle().orElseThrow().destroyForcibly();
        assertThat(ProcessTermination.awaitExit(List.of(process), Duration.ofSeconds(10))).isTrue();
        return process;
    }

    private void awaitRestart(String name, ProcessIdentity before) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> this.fake.processes().running(name),
                    (process) -> process.isPresent() && !process.get().identity().equals(before));
    }

}
