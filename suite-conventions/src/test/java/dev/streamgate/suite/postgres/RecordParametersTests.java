/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.postgres;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecordParametersTests {

    @Test
    void componentsHaveTypesThatTheDriverAccepts() {
        RecordParameters parameters = new RecordParameters(
                new Row("one", TimeUnit.DAYS, Instant.EPOCH, List.of("a", "b"), null));
        assertThat(parameters.getValue("id")).isEqualTo("one");
        assertThat(parameters.getValue("unit")).isEqualTo("DAYS");
        assertThat(parameters.getValue("createdAt")).isEqualTo(OffsetDateTime.parse("1970-01-01T00:00Z"));
        assertThat(parameters.getValue("tags")).isEqualTo(new String[] { "a", "b" });
        assertThat(parameters.getValue("size")).isNull();
    }

    @Test
    void anAddedValueReplacesAComponent() {
        RecordParameters parameters = new RecordParameters(new Row("one", TimeUnit.DAYS, Instant.EPOCH, List.of(), 1L),
                new Owner("two"))
            .addValue("size", 2L);
        assertThat(parameters.getValue("id")).isEqualTo("one");
        assertThat(parameters.getValue("owner")).isEqualTo("two");
        assertThat(parameters.getValue("size")).isEqualTo(2L);
    }

    private record Row(String id, TimeUnit unit, Instant createdAt, List<String> tags, @Nullable Long size) {
    }

    private record Owner(String owner) {
    }

}
