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
import dev.streamgate.launcher.process.ProcessIdentity;
import dev.streamgate.launcher.process.ProcessTermination;
import dev.streamgate.launcher.process.StartedProcess;
import dev.streamgate.launcher.process.StartedProcesses;
import dev.streamgate.launcher.terminal.LaunchFailure;
import dev.streamgate.launcher.terminal.Poll;

/**
 * Starts and stops the {@linkplain Observer observers}. They store configuration and data
 * in the data directory and listen on the loopback address only; Alertmanager runs
 * without a cluster.
 */
public final class Observers {

    /** The secret with which Alertmanager authenticates to monitor-service. */
    public static final String WEBHOOK_SECRET = "alertmanager-webhook";

    private static final String INSTALL_COMMAND = "apt-get install prometheus prometheus-alertmanager";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    private static final int OK = 200;

    private final DataDirectory directory;

    private final String path;

    private final ObserverFiles files;

    private final Map<Observer, Integer> ports;

    private final StartedProcesses processes;

    private final List<Observer> started = new ArrayList<>();

    private boolean stopped;

    /**
     * Prepares the observers of a data directory without starting them.
     * @param directory the data directory
     * @param project the directory of the committed configurations
     * @param path the directories of programs, in the form of {@code PATH}
     * @param ports the port of each observer
     * @param services addresses of the services by name, for instance
     * {@code 127.0.0.1:8081}
     */
    public Observers(DataDirectory directory, Path project, String path, Map<Observer, Integer> ports,
            Map<String, String> services) {
        this.directory = directory;
        this.path = path;
        this.ports = ports;
        this.processes = new StartedProcesses(directory.run());
        List<String> alertmanager = program(Observer.ALERTMANAGER).isPresent() ? List.of(address(Observer.ALERTMANAGER))
                : List.of();
        this.files = new ObserverFiles(project, services, address(Observer.PROMETHEUS), alertmanager);
    }

    /**
     * Checks that the programs are installed.
     * @return a warning if Alertmanager is missing
     * @throws LaunchFailure if Prometheus is missing
     */
    public Optional<String> requirePrograms() {
        if (program(Observer.PROMETHEUS).isEmpty()) {
            throw new LaunchFailure("--observe requires Prometheus, which is not on the PATH. Install it (Debian: "
                    + INSTALL_COMMAND + "), or start without --observe.");
        }
        return program(Observer.ALERTMANAGER).isPresent() ? Optional.empty() : Optional
            .of("Alertmanager is not on the PATH: Prometheus evaluates alerts but delivers none. Install it (Debian: "
                    + INSTALL_COMMAND + ").");
    }

    /** The installed observers that are not running. */
    public List<Observer> missing() {
        return installed().filter((observer) -> this.processes.running(observer.id()).isEmpty()).toList();
    }

    /**
     * Starts the installed observers that are not running and restarts those whose
     * configuration has changed.
     * @return the started observers
     * @throws LaunchFailure if an observer does not become ready
     */
    public List<Observer> start() {
        installed().forEach((observer) -> {
            String configuration = configuration(observer);
            String build = build(observer, configuration);
            Optional<StartedProcess> running = this.processes.running(observer.id());
            if (running.filter((process) -> process.build().equals(build)).isEmpty()) {
                running.ifPresent((process) -> ProcessTermination.of(List.of(process.identity()), STOP_TIMEOUT));
                start(observer, configuration, build);
            }
        });
        synchronized (this.started) {
            return List.copyOf(this.started);
        }
    }

    /** Stops the observers that {@link #start} has started; no further one is started. */
    public void stopStarted() {
        List<Observer> stopping;
        synchronized (this.started) {
            this.stopped = true;
            stopping = List.copyOf(this.started);
        }
        ProcessTermination.of(stopping.stream()
            .flatMap((observer) -> this.processes.running(observer.id()).stream())
            .map(StartedProcess::identity)
            .toList(), STOP_TIMEOUT);
        stopping.forEach((observer) -> this.processes.remove(observer.id()));
    }

    /** Whether an observer reports that it is ready. */
    public boolean isReady(Observer observer) {
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client
                .send(HttpRequest.newBuilder(URI.create(url(observer) + "/-/ready")).timeout(STOP_TIMEOUT).build(),
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

    /** The address of an observer. */
    public String url(Observer observer) {
        return "http://" + address(observer);
    }

    /**
     * Starts an installed observer that has ended, without waiting until it is ready.
     * @throws LaunchFailure if it cannot be started
     */
    public void restart(Observer observer) {
        String configuration = configuration(observer);
        launch(observer, configuration, build(observer, configuration));
    }

    private void start(Observer observer, String configuration, String build) {
        ProcessIdentity identity = launch(observer, configuration, build);
        boolean ready = Poll.until(START_TIMEOUT, POLL_INTERVAL, () -> {
            boolean alive = identity.isAlive();
            return (!alive || isReady(observer)) ? Optional.of(alive) : Optional.empty();
        }).orElse(false);
        if (!ready) {
            throw failure(observer);
        }
    }

    private ProcessIdentity launch(Observer observer, String configuration, String build) {
        Path file = this.directory.observers().resolve(observer.id() + ".yml");
        OwnerOnlyFiles.write(file, configuration);
        Path data = OwnerOnlyFiles.folder(this.directory.observers().resolve(observer.id()));
        List<String> command = new ArrayList<>(List.of(program(observer).orElseThrow().toString(),
                "--config.file=" + file, "--web.listen-address=" + address(observer),
                "--web.external-url=" + url(observer), "--log.level=warn"));
        command.addAll(switch (observer) {
            case PROMETHEUS -> List.of("--storage.tsdb.path=" + data, "--storage.tsdb.retention.time=15d",
                    "--storage.tsdb.retention.size=1GB", "--enable-feature=exemplar-storage");
            case ALERTMANAGER -> List.of("--storage.path=" + data, "--cluster.listen-address=");
        });
        Path log = this.directory.log(observer.id());
        DetachedCommand program = new DetachedCommand(command, Map.of("HOME", data.toString()), this.directory.root(),
                log);
        return launch(observer, program, build);
    }

    private ProcessIdentity launch(Observer observer, DetachedCommand program, String build) {
        synchronized (this.started) {
            if (this.stopped) {
                throw new LaunchFailure("Interrupted");
            }
            ProcessIdentity identity = ProcessIdentity.of(program.start().pid()).orElseThrow(() -> failure(observer));
            this.started.add(observer);
            this.processes.add(new StartedProcess(observer.id(), identity, port(observer), build, Instant.now()));
            return identity;
        }
    }

    private String configuration(Observer observer) {
        return switch (observer) {
            case PROMETHEUS -> this.files.prometheusConfiguration();
            case ALERTMANAGER -> {
                this.directory.secrets().password(WEBHOOK_SECRET);
                yield this.files.alertmanagerConfiguration(this.directory.secrets().file(WEBHOOK_SECRET));
            }
        };
    }

    private String build(Observer observer, String configuration) {
        String input = (observer == Observer.PROMETHEUS) ? configuration + this.files.rules() : configuration;
        return UUID.nameUUIDFromBytes(input.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private Stream<Observer> installed() {
        // Alertmanager first, so that it receives the first alert of Prometheus.
        return Stream.of(Observer.ALERTMANAGER, Observer.PROMETHEUS)
            .filter((observer) -> program(observer).isPresent());
    }

    private LaunchFailure failure(Observer observer) {
        return new LaunchFailure(
                "%s did not start. See its log: %s".formatted(observer.id(), this.directory.log(observer.id())));
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
