/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.metrics;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class OutcomeTests {

    @ParameterizedTest
    @CsvSource({ "200,SUCCESS", "304,SUCCESS", "404,REJECTED", "429,LIMITED", "500,FAILED", "503,FAILED", "504,FAILED",
            "501,REJECTED", "505,REJECTED", "507,REJECTED" })
    void whatTheClientAsksForIsNoFailure(int status, Outcome outcome) {
        assertThat(Outcome.of(status)).isEqualTo(outcome);
    }

}
