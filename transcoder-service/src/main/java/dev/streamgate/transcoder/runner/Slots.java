/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.transcoder.runner;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

import dev.streamgate.contracts.worker.Lease;
import dev.streamgate.contracts.worker.LeaseApi;
import dev.streamgate.contracts.worker.LeaseRequest;
import dev.streamgate.transcoder.ladder.Ladder;
import dev.streamgate.transcoder.ladder.Profile;
import dev.streamgate.transcoder.task.TaskContext.Interest;

/**
 * The places where tasks run: some for any task, and some kept free for what a viewer
 * waits for. Each is a thread that asks for a lease, runs it, and asks again; a queue
 * that is away is asked again after a pause. On stop every task is killed and given back,
 * so that another runner goes on at once.
 */
@Component
class Slots implements SmartLifecycle {

    private static final Logger logger = LoggerFactory.getLogger(Slots.class);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);

    private final RunnerProperties properties;

    private final LeaseApi leases;

    private final TaskRunner runner;

    private final Clock clock;

    private final TaskStatistics statistics;

    private final Ladder ladder;

    private final String name;

    private final List<Slot> slots = new ArrayList<>();

    private final Set<Runnable> abandonments = ConcurrentHashMap.newKeySet();

    private final InterruptibleBackoff pauses;

    Slots(RunnerProperties properties, LeaseApi leases, TaskRunner runner, Clock clock, TaskStatistics statistics,
            Ladder ladder) {
        this.properties = properties;
        this.leases = leases;
        this.runner = runner;
        this.clock = clock;
        this.statistics = statistics;
        this.ladder = ladder;
        this.name = (properties.name() != null) ? properties.name() : madeUpName();
        this.pauses = new InterruptibleBackoff(properties.retry(), properties.retryLimit());
    }

    private static String madeUpName() {
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
        this.pauses.stop();
        List.copyOf(this.abandonments).forEach(Runnable::run);
        try {
            for (Slot slot : this.slots) {
                slot.end();
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

    private Interest onAbandon(Runnable action) {
        this.abandonments.add(action);
        if (this.pauses.ended()) {
            action.run();
        }
        return () -> this.abandonments.remove(action);
    }

    /** One place: at any time it asks, runs, or pauses. */
    private final class Slot implements Runnable {

        private final LeaseRequest request;

        private final CompletionReporter reports = new CompletionReporter(Slots.this.pauses, Slots.this.clock,
                Slots.this.statistics);

        private final Thread thread;

        private volatile boolean running;

        Slot(int number) {
            this.request = new LeaseRequest(Slots.this.name + "-" + number, Slots.this.runner.types(),
                    number >= Slots.this.properties.slots(), (int) Slots.this.properties.leaseWait().toSeconds(),
                    Slots.this.ladder.profiles().stream().map(Profile::name).toList());
            this.thread = Thread.ofVirtual().name("slot-" + number).unstarted(this);
        }

        /** A running task ends by its own stop, a call that waits by the interrupt. */
        void end() throws InterruptedException {
            if (!this.running) {
                this.thread.interrupt();
            }
            if (!this.thread.join(STOP_LIMIT)) {
                this.thread.interrupt();
            }
        }

        @Override
        public void run() {
            Duration pause = Slots.this.pauses.first();
            try {
                while (!Slots.this.pauses.ended()) {
                    try {
                        runNext();
                        pause = Slots.this.pauses.first();
                    }
                    catch (RestClientException ex) {
                        Slots.this.statistics.queueFailed();
                        logger.debug("The queue does not answer", ex);
                        pause = Slots.this.pauses.after(pause);
                    }
                    catch (RuntimeException ex) {
                        logger.error("{} met an error that nobody expected", this.request.runner(), ex);
                        pause = Slots.this.pauses.after(pause);
                    }
                }
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }

        private void runNext() throws InterruptedException {
            Lease lease = Slots.this.leases.acquire(this.request).getBody();
            if (lease != null) {
                this.running = true;
                try {
                    Slots.this.runner.run(lease, Slots.this::onAbandon, this.reports);
                }
                finally {
                    this.running = false;
                }
            }
        }

    }

}
