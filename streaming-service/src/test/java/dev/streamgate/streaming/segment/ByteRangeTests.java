/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.segment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ByteRangeTests {

    @ParameterizedTest
    @CsvSource({ "bytes=0-0, 0, 1", "bytes=0-, 0, 100", "bytes=10-19, 10, 20", "bytes=90-1000, 90, 100",
            "bytes=-1, 99, 100", "bytes=-1000, 0, 100", "bytes=99-99, 99, 100" })
    void aSingleRangeIsLimitedToTheFile(String header, long start, long end) {
        assertThat(ByteRange.parse(header, 100)).contains(new ByteRange(start, end));
    }

    @ParameterizedTest
    @ValueSource(strings = { "bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999999999999999999-", "bytes=",
            "bytes=-", "bytes=5-4", "bytes=a-b", "bytes=--1", "bytes=-1-5", "bytes=9999999999999999999999-",
            "bytes=1-2,x" })
    void aRangeOutsideOfTheFileIsNotSatisfiable(String header) {
        assertThat(ByteRange.parse(header, 100)).get().extracting(ByteRange::isSatisfiable).isEqualTo(false);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "bytes=1-2,4-5", "bytes=-1, 0-0", "bytes=1-2, ,4-5", "chunks=0-1" })
    void multipleRangesAndOtherUnitsReturnTheWholeFile(String header) {
        assertThat(ByteRange.parse(header, 100)).isEmpty();
    }

    @Test
    void withoutAHeaderTheWholeFileIsReturned() {
        assertThat(ByteRange.parse(null, 100)).isEmpty();
    }

}
