/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.time.Instant;
import java.util.Map;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.validation.PlainText;

/**
 * An info event of a service, in the form of hardening-lib's {@code Alert}; other members
 * are ignored.
 *
 * @param rule kind of event, for instance {@code ServiceStarted}
 * @param level {@code INFO}; problems are reported by alert rules
 * @param labels subject of the event; {@code service} is set to the sender
 * @param summary one sentence that describes the event
 * @param runbook address or path of the runbook
 * @param startedAt time of the event
 */
public record AlertEvent(@NotNull @Pattern(regexp = "[A-Z][A-Za-z0-9]{0,79}") String rule,
        @NotNull @Pattern(regexp = "(?i)info", message = "must be info") String level,
        @NotNull @Size(max = 20) Map<@PlainText(max = 100) String, @PlainText(max = 200) String> labels,
        @NotBlank @PlainText(max = 500) String summary, @Nullable @PlainText(max = 500) String runbook,
        @NotNull Instant startedAt) {
}
