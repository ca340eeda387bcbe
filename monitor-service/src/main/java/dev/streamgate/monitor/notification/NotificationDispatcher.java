/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.notification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.streamgate.hardening.alert.Alert;
import dev.streamgate.hardening.alert.AlertHandler;

/**
 * The handlers that are told of notifications, all at once: none holds up another, and
 * one that fails is tried again after a growing pause. Safe for threads.
 */
public class NotificationDispatcher {

    private static final Logger log = LoggerFactory.getLogger(NotificationDispatcher.class);

    private final List<AlertHandler> handlers;

    private final int attempts;

    private final Duration pause;

    /**
     * Makes outlets.
     * @param attempts how often each handler is tried
     * @param pause after the first failure; doubled after each further one
     */
    public NotificationDispatcher(List<AlertHandler> handlers, int attempts, Duration pause) {
        this.handlers = List.copyOf(handlers);
        this.attempts = attempts;
        this.pause = pause;
    }

    /**
     * Tells every handler; returns at once.
     * @param done told how many of them took it, when all are done with it
     */
    public void tell(Alert alert, IntConsumer done) {
        Thread.ofVirtual().name("notice").start(() -> done.accept(tellAll(alert)));
    }

    private int tellAll(Alert alert) {
        List<Future<Boolean>> told = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            this.handlers.forEach((handler) -> told.add(threads.submit(() -> tell(handler, alert))));
        }
        return (int) told.stream().filter(NotificationDispatcher::succeeded).count();
    }

    private boolean tell(AlertHandler handler, Alert alert) throws InterruptedException {
        Duration wait = this.pause;
        for (int attempt = 1; attempt <= this.attempts; attempt++) {
            try {
                handler.handle(alert);
                return true;
            }
            catch (InterruptedException ex) {
                throw ex;
            }
            catch (Exception ex) {
                log.warn("{} was not told of {} {} (attempt {} of {}): {}", handler.name(), alert.rule(), alert.state(),
                        attempt, this.attempts, ex.toString());
            }
            if (attempt < this.attempts) {
                Thread.sleep(wait);
                wait = wait.multipliedBy(2);
            }
        }
        log.error("{} could not be told of {} {}", handler.name(), alert.rule(), alert.state());
        return false;
    }

    private static boolean succeeded(Future<Boolean> told) {
        try {
            return told.get();
        }
        catch (ExecutionException ex) {
            return false;
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

}
