/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Writes journals in the services' format. */
public final class WrittenJournal {

    private WrittenJournal() {
    }

    /** Appends one signed event for each actor and returns the new head. */
    public static AuditHead append(Path directory, String... actors) throws IOException {
        Files.createDirectories(directory);
        try (var segments = new JournalSegments(directory, 1 << 20, Duration.ofDays(30), Clock.systemUTC())) {
            for (String actor : actors) {
                segments.append(EventBatch.of(AuditRecord.of(Instant.parse("2026-11-21T12:00:00Z"), "content.create",
                        actor, "/api/v1/contents", AuditRecord.SUCCESS, Map.of())));
            }
        }
        AuditHead head = JournalFiles.head(directory);
        assertThat(head).isNotNull();
        return head;
    }

}
