/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.postgres.ManagedPostgres;
import dev.streamgate.launcher.postgres.PreparedPostgres;
import dev.streamgate.launcher.process.DetachedCommand;
import dev.streamgate.launcher.process.ProcessIdentity;
import dev.streamgate.launcher.process.ProcessTermination;
import dev.streamgate.launcher.process.StartedProcess;
import dev.streamgate.launcher.process.StartedProcesses;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Poll;
import dev.streamgate.testing.http.TestHttpClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** With a real PostgreSQL and nine fake services. */
class SuiteIT {

    private FakeSuite fake;

    @BeforeEach
    void build() throws IOException {
        this.fake = new FakeSuite();
    }

    @AfterEach
    void stop() {
        this.fake.close();
    }

    @Test
    void upStartsAndDownStopsAllProcesses() {
        this.fake.set("INFO", "{\"ffmpeg\":{\"release\":\"5.1.9\",\"origin\":\"path\",\"missing\":[\"VVC\",\"AV1\"]}}");
        suite().up(false);
        assertThat(running()).hasSize(9);
        assertThat(suite().status()).isTrue();
        String printed = printed();
        assertThat(printed)
            .contains("transcoder-service uses ffmpeg 5.1.9 (from the PATH), lacks VVC, AV1.",
                    "upload-service uses ffmpeg 5.1.9 (from the PATH), lacks VVC, AV1.")
            .doesNotContain("gateway-service uses");
        assertThat(printed).contains("password", "http://127.0.0.1:" + this.fake.variable("STREAMGATE_PORT"));
        suite().down();
        assertThat(running()).isEmpty();
        assertThat(suite().status()).isFalse();
    }

    @Test
    void upStartsOnlyProcessesThatAreNotRunning() {
        PreparedPostgres.copyInto(directory());
        suite().up(false);
        List<ProcessIdentity> before = running();
        suite().up(false);
        assertThat(running()).isEqualTo(before);
        ProcessIdentity worker = process("worker").identity();
        worker.handle().orElseThrow().destroyForcibly();
        assertThat(ProcessTermination.awaitExit(List.of(worker), Duration.ofSeconds(10))).isTrue();
        assertThat(suite().status()).isFalse();
        suite().up(false);
        assertThat(running()).hasSize(9).containsAll(before.stream().filter((one) -> !one.equals(worker)).toList());
        assertThat(suite().status()).isTrue();
    }

    @Test
    void upRestartsARebuiltService() throws IOException {
        PreparedPostgres.copyInto(directory());
        suite().up(false);
        ProcessIdentity cache = process("cache").identity();
        ProcessIdentity auth = process("auth").identity();
        this.fake.build(ServiceDefinition.CACHE, "2");
        suite().up(false);
        assertThat(process("cache").identity()).isNotEqualTo(cache);
        assertThat(cache.isAlive()).isFalse();
        assertThat(process("auth").identity()).isEqualTo(auth);
    }

    @Test
    void aFailedServiceIsReportedWithItsLogAndTheOthersAreStopped() {
        PreparedPostgres.copyInto(directory());
        this.fake.set("FAIL", "auth");
        assertThatExceptionOfType(LaunchFailure.class).isThrownBy(() -> suite().up(false))
            .withMessageContaining("auth service exited during its start")
            .withMessageContaining("FAILURE ON REQUEST");
        assertThat(running()).isEmpty();
        assertThat(new StartedProcesses(directory().run()).running(ManagedPostgres.NAME)).isEmpty();
    }

    @Test
    void aPortInUseIsReportedBeforeAnyProcessStarts() throws IOException {
        int port = Integer.parseInt(this.fake.variable("STREAMGATE_PORT")) + 3;
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(LaunchFailure.class).isThrownBy(() -> suite().up(false))
                .withMessageContaining(port + " (metadata) is in use");
        }
        assertThat(directory().postgres()).isEmptyDirectory();
    }

    @Test
    @EnabledIf(value = "canObserve", disabledReason = "Needs Debian's prometheus and prometheus-alertmanager")
    void observersStartAndStopWithTheSuite() throws Exception {
        PreparedPostgres.copyInto(directory());
        copy("prometheus");
        copy("alertmanager");
        suite().up(true);
        assertThat(printed()).contains("Prometheus    http://127.0.0.1:", "Alertmanager  http://127.0.0.1:");
        ProcessIdentity prometheus = process("prometheus").identity();
        ProcessIdentity alertmanager = process("alertmanager").identity();
        int port = process("prometheus").port();
        // Prometheus is ready some seconds before it discovers targets.
        assertThat(Poll.until(Duration.ofSeconds(30), Duration.ofMillis(200), () -> {
            String targets = get(port, "/api/v1/targets?state=active");
            return Stream.of(ServiceDefinition.values())
                .allMatch((service) -> targets.contains("\"" + service.id() + "\"")) ? Optional.of(targets)
                        : Optional.empty();
        })).as("every service is a target").isPresent();
        assertThat(get(port, "/api/v1/rules")).contains("streamgate:requests:rate5m");
        suite().up(false);
        assertThat(process("prometheus").identity()).isEqualTo(prometheus);
        assertThat(suite().status()).isTrue();
        alertmanager.handle().orElseThrow().destroyForcibly();
        assertThat(ProcessTermination.awaitExit(List.of(alertmanager), Duration.ofSeconds(10))).isTrue();
        assertThat(suite().status()).as("a crashed observer is reported").isFalse();
        printed();
        suite().up(true);
        assertThat(printed()).contains("The services were running already.", ": Alertmanager.")
            .doesNotContain("Everything was running already.");
        assertThat(process("alertmanager").identity()).isNotEqualTo(alertmanager);
        assertThat(process("prometheus").identity()).isEqualTo(prometheus);
        printed();
        suite().up(true);
        assertThat(printed()).contains("Everything was running already.");
        suite().down();
        assertThat(prometheus.isAlive()).isFalse();
        assertThat(new StartedProcesses(directory().run()).running("alertmanager")).isEmpty();
    }

    @Test
    void aMissingPrometheusIsReportedBeforeAnyProcessStarts() {
        this.fake.set("PATH", this.fake.project().toString());
        assertThatExceptionOfType(LaunchFailure.class).isThrownBy(() -> suite().up(true))
            .withMessageContaining("apt-get install prometheus");
        assertThat(directory().postgres()).isEmptyDirectory();
    }

    @Test
    void noSecretIsOnACommandLine() throws IOException {
        PreparedPostgres.copyInto(directory());
        suite().up(false);
        try (Stream<Path> files = Files.list(directory().root().resolve("secrets"))) {
            for (Path file : files.toList()) {
                String secret = Files.readString(file).strip();
                assertThat(ProcessHandle.allProcesses().map((process) -> process.info().commandLine().orElse("")))
                    .noneMatch((line) -> line.contains(secret));
            }
        }
    }

    @Test
    void theUsersOwnDatabaseIsNeverStarted() {
        this.fake.set("STREAMGATE_DB_URL", "jdbc:postgresql://db.example/streamgate");
        suite().up(false);
        assertThat(new StartedProcesses(directory().run()).running(ManagedPostgres.NAME)).isEmpty();
        assertThat(suite().sql()).contains("CREATE ROLE streamgate_auth", "SCRAM-SHA-256$")
            .doesNotContain(directory().secrets().password("postgres-auth"));
    }

    static boolean canObserve() {
        String path = System.getenv("PATH");
        return DetachedCommand.find("prometheus", path).isPresent()
                && DetachedCommand.find("prometheus-alertmanager", path).isPresent();
    }

    private void copy(String folder) throws IOException {
        Path committed = Path.of("..", folder);
        try (Stream<Path> files = Files.walk(committed)) {
            for (Path file : files.toList()) {
                Files.copy(file, this.fake.project().resolve(folder).resolve(committed.relativize(file)));
            }
        }
    }

    private static String get(int port, String path) {
        return new TestHttpClient(port).get(path).text();
    }

    private Suite suite() {
        return this.fake.suite();
    }

    private DataDirectory directory() {
        return this.fake.directory();
    }

    private String printed() {
        return this.fake.printed();
    }

    private StartedProcess process(String name) {
        return this.fake.process(name);
    }

    private List<ProcessIdentity> running() {
        return this.fake.running();
    }

}
