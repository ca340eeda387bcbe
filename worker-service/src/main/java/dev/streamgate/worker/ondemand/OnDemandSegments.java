/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.ondemand;

import java.time.Duration;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.worker.OnDemandRequest;
import dev.streamgate.contracts.worker.OnDemandResult;
import dev.streamgate.contracts.worker.OnDemandResult.State;
import dev.streamgate.worker.queue.NotificationHub;

/** Raises requested segments and waits for their publication. */
@Component
class OnDemandSegments {

    private final SegmentStates states;

    private final OnDemandTasks tasks;

    private final NotificationHub notifications;

    OnDemandSegments(SegmentStates states, OnDemandTasks tasks, NotificationHub notifications) {
        this.states = states;
        this.tasks = tasks;
        this.notifications = notifications;
    }

    OnDemandResult request(OnDemandRequest request) {
        State current = state(request);
        if (current != State.PENDING) {
            return new OnDemandResult(current);
        }
        this.tasks.raise(request.packageKey(), request.rendition(), request.segment());
        return new OnDemandResult(this.notifications
            .await(NotificationHub.segments(request.packageKey()), Duration.ofMillis(request.waitMillis()),
                    () -> Optional.of(state(request)).filter((state) -> state != State.PENDING))
            .orElse(State.PENDING));
    }

    private State state(OnDemandRequest request) {
        return this.states.of(request.packageKey(), request.rendition(), request.segment());
    }

}
