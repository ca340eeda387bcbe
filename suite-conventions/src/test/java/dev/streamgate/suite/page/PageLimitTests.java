/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.page;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.streamgate.hardening.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PageLimitTests {

    @Test
    void aMissingLimitIsTheDefault() {
        assertThat(PageLimit.of(null)).isEqualTo(50);
        assertThat(PageLimit.of(null, 20, 100)).isEqualTo(20);
    }

    @Test
    void aLimitWithinTheRangeIsKept() {
        assertThat(PageLimit.of(1)).isEqualTo(1);
        assertThat(PageLimit.of(200)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, -1, 201, Integer.MAX_VALUE, Integer.MIN_VALUE })
    void aLimitOutOfTheRangeIsAProblem(int limit) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> PageLimit.of(limit))
            .withMessageContaining("limit must be between 1 and 200.");
    }

}
