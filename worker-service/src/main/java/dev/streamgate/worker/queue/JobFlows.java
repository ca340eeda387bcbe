/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Selects the flow of a job; {@link SingleTaskFlow} for types without a flow of their
 * own.
 */
@Component
public class JobFlows {

    private final ObjectProvider<JobFlow> flows;

    private final SingleTaskFlow singleTask;

    JobFlows(ObjectProvider<JobFlow> flows, SingleTaskFlow singleTask) {
        // A provider, since flows depend on beans that depend on this one.
        this.flows = flows;
        this.singleTask = singleTask;
    }

    /** Returns the flow that handles the job. */
    public JobFlow of(Job job) {
        return this.flows.orderedStream().filter((flow) -> flow.handles(job)).findFirst().orElse(this.singleTask);
    }

}
