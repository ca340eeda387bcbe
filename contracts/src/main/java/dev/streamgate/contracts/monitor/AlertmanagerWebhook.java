/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Request body of Alertmanager's webhook, version 4; other members are ignored.
 *
 * @param version version of the format
 * @param alerts alerts of the group
 */
public record AlertmanagerWebhook(@NotNull @Pattern(regexp = "4") String version,
        @NotNull @Size(max = 1000) List<@NotNull @Valid Item> alerts) {

    /**
     * One alert.
     *
     * @param status {@code firing} or {@code resolved}
     * @param labels {@code alertname}, {@code severity}, the rule's and the series'
     * labels
     * @param annotations {@code summary} and {@code runbook_url}
     * @param startsAt when it began to fire
     * @param endsAt when it was resolved; in year 1 while it fires
     */
    public record Item(@NotNull @Pattern(regexp = "firing|resolved") String status,
            @NotNull @Size(max = 64) Map<@Size(max = 200) String, @Size(max = 1000) String> labels,
            @Nullable @Size(max = 64) Map<String, String> annotations, @NotNull Instant startsAt,
            @Nullable Instant endsAt) {
    }

}
