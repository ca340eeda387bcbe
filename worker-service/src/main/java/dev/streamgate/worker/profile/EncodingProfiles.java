/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.profile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.worker.sql.Columns;

import static dev.streamgate.worker.sql.Columns.at;

/**
 * The encoding profiles that runners announce with each lease request: the table
 * {@code encoding_profiles}. A profile counts as supported for a day after its last
 * announcement. Thread-safe.
 */
@Component
public class EncodingProfiles {

    private static final Duration REFRESH_INTERVAL = Duration.ofHours(1);

    private static final Duration EXPIRY = Duration.ofDays(1);

    private final JdbcClient jdbc;

    private final Clock clock;

    private final Map<String, Instant> refreshed = new ConcurrentHashMap<>();

    EncodingProfiles(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Records the profiles of a runner; writes each name at most once an hour. */
    public void announce(Collection<String> names) {
        Instant now = this.clock.instant();
        for (String name : new TreeSet<>(names)) {
            Instant last = this.refreshed.get(name);
            if (last == null || !now.isBefore(last.plus(REFRESH_INTERVAL))) {
                this.jdbc.sql("""
                        INSERT INTO encoding_profiles (name, announced_at) VALUES (?, ?)
                        ON CONFLICT (name) DO UPDATE SET announced_at = EXCLUDED.announced_at""")
                    .params(name, at(now))
                    .update();
                this.refreshed.put(name, now);
            }
        }
    }

    /**
     * Checks that runners support all of the profiles. Before any runner has announced
     * its profiles every name passes; the plan task checks it then.
     * @throws ProblemException 400 for an unknown profile
     */
    public void requireSupported(Collection<String> names) {
        List<String> supported = this.jdbc.sql("SELECT name FROM encoding_profiles WHERE announced_at > ?")
            .param(at(this.clock.instant().minus(EXPIRY)))
            .query(Columns.TEXT)
            .list();
        for (String name : names) {
            if (!supported.isEmpty() && !supported.contains(name)) {
                throw new ProblemException(ProblemType.INVALID_FIELDS, "There is no profile " + name + ".");
            }
        }
    }

}
