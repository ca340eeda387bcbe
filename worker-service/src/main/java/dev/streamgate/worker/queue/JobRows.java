/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.queue;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.worker.JobState;
import dev.streamgate.suite.postgres.EnumLiterals;
import dev.streamgate.worker.sql.Columns;

/** Maps rows of the table {@code jobs}. */
@Component
class JobRows implements RowMapper<Job> {

    /** States as SQL literals. */
    static final EnumLiterals STATES = EnumLiterals.of(JobState.class);

    private final Columns columns;

    JobRows(Columns columns) {
        this.columns = columns;
    }

    @Override
    public Job mapRow(ResultSet row, int number) throws SQLException {
        return new Job(row.getString("id"), row.getString("parent_id"), row.getString("type"), row.getString("owner"),
                row.getString("content_id"), row.getString("package_key"), this.columns.object(row, "payload"),
                this.columns.objectOrNull(row, "result"), JobState.valueOf(row.getString("state")),
                row.getInt("priority"), row.getInt("ordinal"), Urgency.ofRank(row.getInt("urgency")),
                row.getInt("attempts"), row.getInt("failures"), row.getInt("max_attempts"), row.getDouble("progress"),
                Columns.instant(row, "run_after"), row.getString("leased_by"),
                Columns.instantOrNull(row, "lease_expires_at"), Columns.instantOrNull(row, "heartbeat_at"),
                row.getLong("fencing_token"), row.getString("error"), row.getString("traceparent"), segments(row),
                Columns.instant(row, "created_at"), Columns.instant(row, "updated_at"));
    }

    private static @Nullable SegmentRange segments(ResultSet row) throws SQLException {
        Array renditions = row.getArray("renditions");
        return (renditions != null)
                ? new SegmentRange(Arrays.asList((String[]) Objects.requireNonNull(renditions.getArray())),
                        row.getInt("first_segment"), row.getInt("next_segment"), row.getInt("end_segment"))
                : null;
    }

}
