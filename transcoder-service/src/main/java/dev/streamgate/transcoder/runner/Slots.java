/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseApi;
import dev.streamgate.contracts.worker.LeaseRequest;
import dev.streamgate.suite.backoff.BackoffDelay;
import dev.streamgate.transcoder.ladder.Ladder;
import dev.streamgate.transcoder.ladder.Profile;

/**
 * The slots in which tasks run: some for all tasks, some reserved for urgent ones. Each
 * slot is a thread that leases a task, runs it, and repeats; it backs off while the queue
 * is unavailable. On shutdown all tasks are stopped and returned to the queue, so that
 * other runners continue them immediately.
 */
@Component
class Slots implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(Slots.class);

    private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(8);

    private final RunnerProperties properties;

    private final LeaseApi leases;

    private final TaskRunner runner;

    private final TaskStatistics statistics;

    private final DiskReserve disk;

    private final List<String> profiles;

    private final String name;

    private final List<Slot> slots = new ArrayList<>();

    private final ShutdownSignal shutdown = new ShutdownSignal();

    private final BackoffDelay backoff;

    private final CompletionReporter reporter;

    Slots(RunnerProperties properties, LeaseApi leases, TaskRunner runner, TaskStatistics statistics, DiskReserve disk,
            Ladder ladder) {
        this.properties = properties;
        this.leases = leases;
        this.runner = runner;
        this.statistics = statistics;
        this.disk = disk;
        this.profiles = ladder.profiles().stream().map(Profile::name).toList();
        this.name = (properties.name() != null) ? properties.name() : generatedName();
        this.backoff = BackoffDelay.of(properties.retryDelay(), properties.maxRetryDelay());
        this.reporter = new CompletionReporter(this.backoff, this.shutdown, statistics);
    }

    private static String generatedName() {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        }
        catch (UnknownHostException ex) {
            host = "transcoder";
        }
        return host + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    @Override
    public void start() {
        if (this.properties.enabled()) {
            int count = this.properties.slots() + this.properties.urgentSlots();
            this.statistics.slots(count);
            for (int i = 0; i < count; i++) {
                Slot slot = new Slot(i);
                this.slots.add(slot);
                slot.thread.start();
            }
        }
    }

    @Override
    public void stop() {
        this.shutdown.raise();
        try {
            for (Slot slot : this.slots) {
                slot.stop();
            }
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        this.slots.clear();
    }

    @Override
    public boolean isRunning() {
        return !this.slots.isEmpty();
    }

    /** One slot: leases, runs a task, or backs off. */
    private final class Slot implements Runnable {

        private final LeaseRequest request;

        private final Thread thread;

        private volatile boolean running;

        Slot(int number) {
            this.request = new LeaseRequest(Slots.this.name + "-" + number, Slots.this.runner.types(),
                    number >= Slots.this.properties.slots(), (int) Slots.this.properties.leaseWait().toSeconds(),
                    Slots.this.profiles);
            this.thread = Thread.ofVirtual().name("slot-" + number).unstarted(this);
        }

        /**
         * The shutdown signal stops a running task; the interrupt ends a waiting call.
         */
        void stop() throws InterruptedException {
            if (!this.running) {
                this.thread.interrupt();
            }
            if (!this.thread.join(SHUTDOWN_GRACE)) {
                this.thread.interrupt();
            }
        }

        @Override
        public void run() {
            int failures = 0;
            try {
                while (!Slots.this.shutdown.isRaised()) {
                    try {
                        runNext();
                        failures = 0;
                    }
                    catch (RestClientException ex) {
                        Slots.this.statistics.queueFailed();
                        logger.debug("The queue is unavailable", ex);
                        pause(++failures);
                    }
                    catch (RuntimeException ex) {
                        logger.error("Unexpected error in runner slot {}", this.request.runner(), ex);
                        pause(++failures);
                    }
                }
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }

        private void pause(int failures) throws InterruptedException {
            Slots.this.shutdown.await(Slots.this.backoff.after(failures));
        }

        private void runNext() throws InterruptedException {
            List<String> types = Slots.this.disk.permitted(this.request.types());
            Lease lease = Slots.this.leases
                .acquire(new LeaseRequest(this.request.runner(), types, this.request.urgentOnly(),
                        this.request.waitSeconds(), this.request.profiles()))
                .getBody();
            if (lease != null) {
                this.running = true;
                try {
                    Slots.this.runner.run(lease, Slots.this.shutdown, Slots.this.reporter);
                }
                finally {
                    this.running = false;
                }
            }
        }

    }

}
