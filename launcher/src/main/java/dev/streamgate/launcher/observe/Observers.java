/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.observe;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import dev.streamgate.launcher.data.DataDirectory;
import dev.streamgate.launcher.data.OwnerOnlyFiles;
import dev.streamgate.launcher.process.DetachedCommand;
import dev.streamgate.launcher.process.ProcessTermination;
import dev.streamgate.launcher.process.ProcessIdentity;
import dev.streamgate.launcher.process.StartedProcess;
import dev.streamgate.launcher.process.StartedProcesses;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Poll;

/**
 * Starts and ends the {@linkplain Observer observers}. Their configuration and their data
 * lie in the home; both listen on the loopback address only, Alertmanager without a
 * cluster.
 */
public final class Observers {

    /** The secret that Alertmanager shows monitor-service. */
    public static final String WEBHOOK_SECRET = "alertmanager-webhook";

    private static final String HOW_TO_GET = "apt-get install prometheus prometheus-alertmanager";

    private static final Duration START = Duration.ofSeconds(30);

    private static final Duration END = Duration.ofSeconds(15);

    private static final Duration GLANCE = Duration.ofMillis(50);

    private static final int OK = 200;

    private final DataDirectory home;

    private final String path;

    private final ObserverFiles files;

    private final Map<Observer, Integer> ports;

    private final StartedProcesses processes;

    private final List<Observer> started = new ArrayList<>();

    /**
     * Prepares the observers of a home; nothing is started.
     * @param home where they keep what they need
     * @param project where the committed configurations are
     * @param path the folders with programs, as {@code PATH} lists them
     * @param ports where each of them listens
     * @param services addresses of the services by name, for instance
     * {@code 127.0.0.1:8081}
     */
    public Observers(DataDirectory home, Path project, String path, Map<Observer, Integer> ports,
            Map<String, String> services) {
        this.home = home;
        this.path = path;
        this.ports = ports;
        this.processes = new StartedProcesses(home.run());
        List<String> alertmanager = program(Observer.ALERTMANAGER).isPresent() ? List.of(address(Observer.ALERTMANAGER))
                : List.of();
        this.files = new ObserverFiles(project, services, address(Observer.PROMETHEUS), alertmanager);
    }

    /**
     * Makes sure that there is what {@link #start} needs.
     * @return what is missing that can be done without, and how to get it
     * @throws LaunchFailure when there is no Prometheus
     */
    public Optional<String> requirePrograms() {
        if (program(Observer.PROMETHEUS).isEmpty()) {
            throw new LaunchFailure("--observe needs Prometheus, and there is none on the PATH. On Debian: "
                    + HOW_TO_GET + ". Or leave --observe out.");
        }
        return program(Observer.ALERTMANAGER).isPresent() ? Optional.empty() : Optional
            .of("There is no Alertmanager on the PATH: alerts are evaluated, and go nowhere. On Debian: " + HOW_TO_GET);
    }

    /** Those that have programs here and do not run. */
    public List<Observer> missing() {
        return present().filter((observer) -> this.processes.running(observer.id()).isEmpty()).toList();
    }

    /**
     * Starts what does not run, and again what runs with another configuration.
     * @return what was started
     * @throws LaunchFailure when one does not come up
     */
    public List<Observer> start() {
        present().forEach((observer) -> {
            String configuration = configuration(observer);
            String build = build(observer, configuration);
            Optional<StartedProcess> running = this.processes.running(observer.id());
            if (running.filter((process) -> process.build().equals(build)).isEmpty()) {
                running.ifPresent((process) -> ProcessTermination.of(List.of(process.identity()), END));
                start(observer, configuration, build);
            }
        });
        return List.copyOf(this.started);
    }

    /** Ends those that {@link #start} started. */
    public void takeBack() {
        ProcessTermination.of(this.started.stream()
            .flatMap((observer) -> this.processes.running(observer.id()).stream())
            .map(StartedProcess::identity)
            .toList(), END);
        this.started.forEach((observer) -> this.processes.forget(observer.id()));
    }

    /** Whether one answers that it is ready. */
    public boolean isReady(Observer observer) {
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client
                .send(HttpRequest.newBuilder(URI.create(url(observer) + "/-/ready")).timeout(END).build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode() == OK;
        }
        catch (IOException ex) {
            return false;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The address of one on this machine. */
    public String url(Observer observer) {
        return "http://" + address(observer);
    }

    private void start(Observer observer, String configuration, String build) {
        Path file = this.home.observers().resolve(observer.id() + ".yml");
        OwnerOnlyFiles.write(file, configuration);
        Path data = OwnerOnlyFiles.folder(this.home.observers().resolve(observer.id()));
        List<String> command = new ArrayList<>(List.of(program(observer).orElseThrow().toString(),
                "--config.file=" + file, "--web.listen-address=" + address(observer),
                "--web.external-url=" + url(observer), "--log.level=warn"));
        command.addAll(switch (observer) {
            case PROMETHEUS -> List.of("--storage.tsdb.path=" + data, "--storage.tsdb.retention.time=15d",
                    "--storage.tsdb.retention.size=1GB", "--enable-feature=exemplar-storage");
            case ALERTMANAGER -> List.of("--storage.path=" + data, "--cluster.listen-address=");
        });
        Path log = this.home.log(observer.id());
        Process process = new DetachedCommand(command, Map.of("HOME", data.toString()), this.home.root(), log).start();
        ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow(() -> failure(observer));
        this.started.add(observer);
        this.processes.add(new StartedProcess(observer.id(), identity, port(observer), build, Instant.now()));
        boolean ready = Poll.until(START, GLANCE, () -> {
            boolean alive = identity.isAlive();
            return (!alive || isReady(observer)) ? Optional.of(alive) : Optional.empty();
        }).orElse(false);
        if (!ready) {
            throw failure(observer);
        }
    }

    private String configuration(Observer observer) {
        return switch (observer) {
            case PROMETHEUS -> this.files.prometheusConfiguration();
            case ALERTMANAGER -> {
                this.home.secrets().password(WEBHOOK_SECRET);
                yield this.files.alertmanagerConfiguration(this.home.secrets().file(WEBHOOK_SECRET));
            }
        };
    }

    private String build(Observer observer, String configuration) {
        String read = (observer == Observer.PROMETHEUS) ? configuration + this.files.rules() : configuration;
        return UUID.nameUUIDFromBytes(read.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Stream<Observer> present() {
        // Alertmanager first: Prometheus has somewhere to send to from its first alert.
        return Stream.of(Observer.ALERTMANAGER, Observer.PROMETHEUS)
            .filter((observer) -> program(observer).isPresent());
    }

    private LaunchFailure failure(Observer observer) {
        return new LaunchFailure(
                "%s did not start. Its log: %s".formatted(observer.id(), this.home.log(observer.id())));
    }

    private Optional<Path> program(Observer observer) {
        return observer.program(this.path);
    }

    private int port(Observer observer) {
        Integer port = this.ports.get(observer);
        if (port == null) {
            throw new IllegalArgumentException("No port for " + observer);
        }
        return port;
    }

    private String address(Observer observer) {
        return "127.0.0.1:" + port(observer);
    }

}
