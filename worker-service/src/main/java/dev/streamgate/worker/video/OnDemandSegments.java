/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.time.Duration;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.streamgate.contracts.worker.OnDemandRequest;
import dev.streamgate.contracts.worker.OnDemandResult;
import dev.streamgate.contracts.worker.OnDemandResult.State;
import dev.streamgate.worker.queue.NotificationHub;

/** Segments that viewers wait for: raised once, awaited by any number. */
@Component
class OnDemandSegments {

    /** What thumbnail and storyboard are demanded as. */
    static final String IMAGES = "images";

    private final OnDemandTasks tasks;

    private final NotificationHub wakeups;

    OnDemandSegments(OnDemandTasks tasks, NotificationHub wakeups) {
        this.tasks = tasks;
        this.wakeups = wakeups;
    }

    OnDemandResult answer(OnDemandRequest demand) {
        State now = this.tasks.check(demand.packageKey(), demand.rendition(), demand.segment());
        if (now != State.PENDING) {
            return new OnDemandResult(now);
        }
        this.tasks.raise(demand.packageKey(), demand.rendition(), demand.segment());
        return new OnDemandResult(this.wakeups
            .await(NotificationHub.segments(demand.packageKey()), Duration.ofMillis(demand.waitMillis()),
                    () -> ended(demand))
            .orElse(State.PENDING));
    }

    private Optional<State> ended(OnDemandRequest demand) {
        State state = this.tasks.check(demand.packageKey(), demand.rendition(), demand.segment());
        return (state != State.PENDING) ? Optional.of(state) : Optional.empty();
    }

}
