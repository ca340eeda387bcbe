/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.data.OwnerOnlyFiles;
import dev.streamgate.launcher.postgres.ManagedPostgres;
import dev.streamgate.launcher.postgres.PreparedPostgres;
import dev.streamgate.launcher.process.DetachedCommand;
import dev.streamgate.launcher.process.ProcessIdentity;
import dev.streamgate.launcher.process.ProcessTermination;
import dev.streamgate.launcher.process.StartedProcess;
import dev.streamgate.launcher.process.StartedProcesses;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Poll;
import dev.streamgate.launcher.terminal.Terminal;
import dev.streamgate.testing.http.TestHttpClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** With a real PostgreSQL and nine fake services. */
class SuiteIT {

    private static final int PORTS = 12;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private final Map<String, String> variables = new HashMap<>();

    private Path project;

    @BeforeEach
    void build() throws IOException {
        this.project = Files.createTempDirectory("suite-it");
        this.project.toFile().setExecutable(true, false);
        for (ServiceDefinition service : ServiceDefinition.values()) {
            build(service, "1");
        }
        this.variables.put("PATH", System.getenv("PATH"));
        this.variables.put("STREAMGATE_PORT", Integer.toString(freePorts()));
        this.variables.put("STREAMGATE_AOT", "off");
    }

    @AfterEach
    void stop() {
        suite().down();
        OwnerOnlyFiles.deleteTree(this.project);
    }

    @Test
    void upStartsAndDownStopsAllProcesses() {
        this.variables.put("INFO",
                "{\"ffmpeg\":{\"release\":\"5.1.9\",\"origin\":\"path\",\"missing\":[\"VVC\",\"AV1\"]}}");
        suite().up(false);
        assertThat(running()).hasSize(9);
        assertThat(suite().status()).isTrue();
        assertThat(printed())
            .contains("transcoder-service uses ffmpeg 5.1.9 (from the PATH), lacks VVC, AV1.",
                    "upload-service uses ffmpeg 5.1.9 (from the PATH), lacks VVC, AV1.")
            .doesNotContain("gateway-service uses");
        assertThat(printed()).contains("password", "http://127.0.0.1:" + this.variables.get("STREAMGATE_PORT"));
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
        build(ServiceDefinition.CACHE, "2");
        suite().up(false);
        assertThat(process("cache").identity()).isNotEqualTo(cache);
        assertThat(cache.isAlive()).isFalse();
        assertThat(process("auth").identity()).isEqualTo(auth);
    }

    @Test
    void aFailedServiceIsReportedWithItsLogAndTheOthersAreStopped() {
        PreparedPostgres.copyInto(directory());
        this.variables.put("FAIL", "auth");
        assertThatExceptionOfType(LaunchFailure.class).isThrownBy(() -> suite().up(false))
            .withMessageContaining("auth service exited during its start")
            .withMessageContaining("FAILURE ON REQUEST");
        assertThat(running()).isEmpty();
        assertThat(new StartedProcesses(directory().run()).running(ManagedPostgres.NAME)).isEmpty();
    }

    @Test
    void aPortInUseIsReportedBeforeAnyProcessStarts() throws IOException {
        int port = Integer.parseInt(this.variables.get("STREAMGATE_PORT")) + 3;
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
        this.printed.reset();
        suite().up(true);
        assertThat(printed()).contains("The services were running already.", ": Alertmanager.")
            .doesNotContain("Everything was running already.");
        assertThat(process("alertmanager").identity()).isNotEqualTo(alertmanager);
        assertThat(process("prometheus").identity()).isEqualTo(prometheus);
        this.printed.reset();
        suite().up(true);
        assertThat(printed()).contains("Everything was running already.");
        suite().down();
        assertThat(prometheus.isAlive()).isFalse();
        assertThat(new StartedProcesses(directory().run()).running("alertmanager")).isEmpty();
    }

    @Test
    void aMissingPrometheusIsReportedBeforeAnyProcessStarts() {
        this.variables.put("PATH", this.project.toString());
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
        this.variables.put("STREAMGATE_DB_URL", "jdbc:postgresql://db.example/streamgate");
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
                Files.copy(file, this.project.resolve(folder).resolve(committed.relativize(file)));
            }
        }
    }

    private static String get(int port, String path) {
        return new TestHttpClient(port).get(path).text();
    }

    private Suite suite() {
        return new Suite(Settings.of(this.project, this.variables),
                new Terminal(new PrintStream(this.printed, true, StandardCharsets.UTF_8), false));
    }

    private DataDirectory directory() {
        return DataDirectory.open(this.project.resolve(".streamgate"));
    }

    private String printed() {
        return this.printed.toString(StandardCharsets.UTF_8);
    }

    private StartedProcess process(String name) {
        return new StartedProcesses(directory().run()).running(name).orElseThrow();
    }

    private List<ProcessIdentity> running() {
        StartedProcesses processes = new StartedProcesses(directory().run());
        return Stream.of(ServiceDefinition.values())
            .flatMap((service) -> processes.running(service.id()).stream())
            .map(StartedProcess::identity)
            .toList();
    }

    private void build(ServiceDefinition service, String version) throws IOException {
        Path target = Files.createDirectories(this.project.resolve(service.id() + "-service/target"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, FakeService.class.getName());
        String name = FakeService.class.getName().replace('.', '/') + ".class";
        try (var jar = new JarOutputStream(
                Files.newOutputStream(target.resolve(service.id() + "-service-0.1.0-SNAPSHOT.jar")), manifest);
                var classFile = FakeService.class.getResourceAsStream("/" + name)) {
            jar.putNextEntry(new JarEntry(name));
            classFile.transferTo(jar);
            jar.putNextEntry(new JarEntry("version-" + version));
        }
    }

    private static int freePorts() throws IOException {
        for (int first = 21_000; first < 32_000; first += PORTS) {
            if (Stream.iterate(first, (port) -> port + 1).limit(PORTS).allMatch(SuiteIT::isFree)) {
                return first;
            }
        }
        throw new IOException("No twelve consecutive ports are free");
    }

    private static boolean isFree(int port) {
        try {
            Ports.requireFree(port, "a test");
            return true;
        }
        catch (LaunchFailure ex) {
            return false;
        }
    }

}
