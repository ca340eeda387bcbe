/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Finds the flow of a job; a type that nobody has a flow for goes through the queue
 * alone.
 */
@Component
public class JobFlows {

    private final ObjectProvider<JobFlow> flows;

    private final SingleTaskFlow plain;

    JobFlows(ObjectProvider<JobFlow> flows, SingleTaskFlow plain) {
        // A provider, since flows themselves may need what moves jobs.
        this.flows = flows;
        this.plain = plain;
    }

    /** The flow that owns the job. */
    public JobFlow of(Job job) {
        List<JobFlow> owners = this.flows.orderedStream().filter((flow) -> flow.owns(job)).toList();
        return owners.isEmpty() ? this.plain : owners.getFirst();
    }

}
