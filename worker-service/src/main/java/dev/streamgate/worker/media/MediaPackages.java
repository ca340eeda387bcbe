/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.media;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.streamgate.worker.sql.Columns;

import static dev.streamgate.worker.sql.Columns.at;

/**
 * The table {@code packages}. Each method is one statement; callers of methods that
 * change a row hold the package's lock.
 */
@Component
public class MediaPackages {

    private final JdbcClient jdbc;

    private final Columns columns;

    private final Clock clock;

    MediaPackages(JdbcClient jdbc, Columns columns, Clock clock) {
        this.jdbc = jdbc;
        this.columns = columns;
        this.clock = clock;
    }

    /** Finds a package. */
    public Optional<MediaPackage> find(String key) {
        return this.jdbc.sql("SELECT * FROM packages WHERE package_key = ?").param(key).query(this::map).optional();
    }

    /** Finds the state of a package. */
    public Optional<PackageState> findState(String key) {
        return this.jdbc.sql("SELECT state FROM packages WHERE package_key = ?")
            .param(key)
            .query(PackageState.class)
            .optional();
    }

    /**
     * Inserts a running package.
     * @param source the source that it is produced from
     */
    public void insert(PackagePlan plan, VideoSource source) {
        this.jdbc.sql("""
                INSERT INTO packages (package_key, plan, source_key, state, created_at, updated_at)
                VALUES (:key, CAST(:plan AS jsonb), :source, :state, :now, :now)""")
            .param("key", plan.packageKey())
            .param("plan", this.columns.json(plan))
            .param("source", source.sourceKey())
            .param("state", PackageState.RUNNING.name())
            .param("now", at(this.clock.instant()))
            .update();
    }

    /** Adds notes of a task to a package, unless it has them. */
    public void addNotes(String key, List<String> notes) {
        this.jdbc.sql("""
                UPDATE packages SET notes = notes || ARRAY(
                    SELECT note FROM unnest(CAST(:added AS text[])) note WHERE note <> ALL(notes))
                WHERE package_key = :key AND cardinality(notes) < 32""")
            .param("added", notes.toArray(String[]::new))
            .param("key", key)
            .update();
    }

    /** Replaces the plan of a package. */
    public void setPlan(PackagePlan plan) {
        this.jdbc.sql("UPDATE packages SET plan = CAST(? AS jsonb) WHERE package_key = ?")
            .param(this.columns.json(plan))
            .param(plan.packageKey())
            .update();
    }

    /** Deletes a package. */
    public void delete(String key) {
        this.jdbc.sql("DELETE FROM packages WHERE package_key = ?").param(key).update();
    }

    /** Whether the files of a package are being deleted, or are about to be. */
    public boolean isPurging(String key) {
        return findState(key).filter((state) -> state == PackageState.PURGING).isPresent();
    }

    /** Sets the state of a package. */
    public void setState(String key, PackageState state) {
        this.jdbc.sql("UPDATE packages SET state = ?, updated_at = ? WHERE package_key = ?")
            .params(state.name(), at(this.clock.instant()), key)
            .update();
    }

    /** Sets the state of a package to running, from a source with the same bytes. */
    public void start(String key, VideoSource source) {
        this.jdbc.sql("UPDATE packages SET state = ?, source_key = ?, updated_at = ? WHERE package_key = ?")
            .params(PackageState.RUNNING.name(), source.sourceKey(), at(this.clock.instant()), key)
            .update();
    }

    /** Sets the progress of a package. */
    public void setProgress(String key, boolean playable, double progress) {
        this.jdbc.sql("""
                UPDATE packages SET playable = ?, progress = ?, updated_at = ?
                WHERE package_key = ?""").params(playable, progress, at(this.clock.instant()), key).update();
    }

    /** Restarts the time after which an unused package is purged. */
    public void touch(String key) {
        this.jdbc.sql("UPDATE packages SET updated_at = ? WHERE package_key = ?")
            .params(at(this.clock.instant()), key)
            .update();
    }

    /** Whether a content plays from a package. */
    public boolean isReferenced(String key) {
        return this.jdbc.sql("SELECT EXISTS (SELECT 1 FROM contents WHERE package_key = ?)")
            .param(key)
            .query(Boolean.class)
            .single();
    }

    /**
     * Lists packages that no content plays from and that did not change since the
     * instant.
     */
    public List<String> unreferenced(Instant since, int limit) {
        return this.jdbc.sql("""
                SELECT package_key FROM packages p
                WHERE state <> ? AND updated_at < ?
                    AND NOT EXISTS (SELECT 1 FROM contents c WHERE c.package_key = p.package_key)
                ORDER BY updated_at LIMIT ?""")
            .params(PackageState.PURGING.name(), at(since), limit)
            .query(Columns.TEXT)
            .list();
    }

    private MediaPackage map(ResultSet row, int number) throws SQLException {
        PackagePlan plan = this.columns.as(row.getString("plan"), PackagePlan.class);
        List<String> notes = new ArrayList<>((plan.notes() != null) ? plan.notes() : List.of());
        notes.addAll(List.of((String[]) row.getArray("notes").getArray()));
        return new MediaPackage(plan, PackageState.valueOf(row.getString("state")), row.getBoolean("playable"),
                row.getDouble("progress"), notes);
    }

}
