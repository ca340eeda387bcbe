/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.suite;

import java.util.List;

import dev.streamgate.contracts.monitor.FailedInstance;

/**
 * What came of a question to all instances.
 *
 * @param <T> an answer's type
 * @param answers of those that answered
 * @param unanswered those that did not
 */
public record Answers<T>(List<Answer<T>> answers, List<FailedInstance> unanswered) {

    /**
     * One instance's answer.
     *
     * @param <T> the answer's type
     * @param instance who answered
     * @param value what
     */
    public record Answer<T>(Instance instance, T value) {
    }

}
