/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.suite;

import java.util.List;

import dev.streamgate.contracts.monitor.FailedInstance;

/**
 * Responses of several instances to one query.
 *
 * @param <T> type of a response
 * @param responses the responses, in the order of the instances
 * @param failures the instances that did not respond as expected
 */
public record InstanceResponses<T>(List<Response<T>> responses, List<FailedInstance> failures) {

    /**
     * The response of one instance.
     *
     * @param <T> type of the response
     * @param instance the instance
     * @param body the response
     */
    public record Response<T>(Instance instance, T body) {
    }

}
