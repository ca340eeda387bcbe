/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.stream;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import dev.streamgate.hardening.metrics.LongRunning;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.monitor.suite.MonitorProperties;
import dev.streamgate.suite.security.Caller;

/** API of changes as server-sent events, for operators. */
@RestController
@RequestMapping("/api/v1/monitor")
@RateLimited("monitor")
@PreAuthorize("hasRole('OPERATOR')")
class EventController {

    private final ChangeStream changes;

    private final ObjectProvider<CurrentState> states;

    private final Semaphore permits;

    private final Clock clock;

    EventController(ChangeStream changes, ObjectProvider<CurrentState> states, MonitorProperties properties,
            Clock clock) {
        this.changes = changes;
        this.states = states;
        this.permits = new Semaphore(properties.maxListeners());
        this.clock = clock;
    }

    @LongRunning
    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastSeen) {
        if (!this.permits.tryAcquire()) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "Too many clients listen to events. Retry later.")
                .retryAfter(SseListener.HEARTBEAT);
        }
        Instant until = Caller.required().expiresAt();
        SseListener listener = new SseListener(this.clock, (until != null) ? until : Instant.MAX, (closed) -> {
            this.changes.remove(closed);
            this.permits.release();
        });
        this.changes.add(listener, lastSeen, this.states.orderedStream().toList());
        return listener.start();
    }

}
