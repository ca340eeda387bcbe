/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.streamgate.testing.fault.FaultPlan;
import dev.streamgate.testing.fault.FaultyFileSystem;
import dev.streamgate.testing.fault.FaultyFileSystem.Loss;
import dev.streamgate.testing.fault.SimulatedCrash;
import dev.streamgate.testing.time.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A journal on a failing disk beside its model: the list of acknowledged events. After
 * each crash and at the end, the chain and all signed heads that a witness has seen
 * verify, each acknowledged event is there once and in order until its retention ends,
 * and a rejected event is nowhere once the same process has written a later one.
 */
final class JournalUnderFaults {

    private static final Duration RETENTION = Duration.ofDays(30);

    private static final int SEGMENT_SIZE = 1_500;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));

    private final FaultyFileSystem disk;

    private final Path directory;

    private final Map<String, Instant> acknowledged = new LinkedHashMap<>();

    /** Whether they were written is unknown: the process ended, or the disk failed. */
    private final Set<String> uncertain = new HashSet<>();

    private final Set<String> rejected = new HashSet<>();

    private final List<AuditHead> witnessed = new ArrayList<>();

    private @Nullable JournalSegments journal;

    private FaultPlan plan = FaultPlan.none();

    private Loss loss = Loss.NOTHING;

    JournalUnderFaults(Path root) throws IOException {
        Path real = Files.createDirectories(root.resolve("1"));
        try (Stream<Path> left = Files.list(real)) {
            left.forEach((file) -> file.toFile().delete());
        }
        this.disk = FaultyFileSystem.over(root, this.clock);
        this.directory = this.disk.directory().resolve("1");
    }

    /** Makes the next crash or failure happen as the plan says. */
    void use(FaultPlan next, Loss lossOfCrash) {
        this.plan = next;
        this.loss = lossOfCrash;
        this.disk.use(next);
    }

    FaultPlan plan() {
        return this.plan;
    }

    void run(JournalStep step) throws IOException {
        try {
            perform(step);
        }
        catch (SimulatedCrash ex) {
            crashed();
        }
    }

    /** Ends all faults, writes once more and checks everything. */
    void finish() throws IOException {
        use(FaultPlan.none(), Loss.UNSYNCED_BYTES_AND_NAMES);
        append(2);
        assertThat(this.acknowledged).as("events after the repair").isNotEmpty();
        check();
        crashed();
        append(1);
        open().close();
        this.journal = null;
        check();
    }

    private void perform(JournalStep step) throws IOException {
        switch (step.kind()) {
            case APPEND -> append(step.amount());
            case CHECKPOINT -> attempt(() -> open().checkpoint());
            case WAIT -> this.clock.advance(Duration.ofHours(step.amount()));
            case MAINTAIN -> attempt(() -> open().maintain());
            case RESTART -> attempt(() -> {
                JournalSegments open = open();
                this.journal = null;
                this.uncertain.clear();
                open.close();
            });
            case CRASH -> use(FaultPlan.crashAt(step.amount()), step.loss());
            case FAIL -> use(FaultPlan.failAt(step.amount()), step.loss());
            case BREAK -> use(FaultPlan.failFrom(step.amount()), step.loss());
            case REPAIR -> use(FaultPlan.none(), Loss.NOTHING);
        }
        AuditHead head = JournalFiles.head(this.directory);
        if (head != null && (this.witnessed.isEmpty() || head.sequence() > this.witnessed.get(0).sequence())) {
            this.witnessed.clear();
            this.witnessed.add(head);
        }
    }

    private void append(int count) throws IOException {
        List<AuditRecord> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(AuditRecord.of(this.clock.instant(), "t.t", "actor", "r" + i, AuditRecord.SUCCESS,
                    Map.of("k", "v".repeat(40))));
        }
        List<String> ids = events.stream().map(AuditRecord::id).toList();
        this.uncertain.addAll(ids);
        JournalSegments open;
        try {
            open = open();
            open.append(EventBatch.of(events.toArray(AuditRecord[]::new)));
        }
        catch (IOException ex) {
            return;
        }
        this.uncertain.removeAll(ids);
        // What failed before is gone, now that another event follows the last good one.
        this.rejected.addAll(this.uncertain);
        this.uncertain.clear();
        ids.forEach((id) -> this.acknowledged.put(id, this.clock.instant()));
    }

    private JournalSegments open() throws IOException {
        JournalSegments open = this.journal;
        if (open == null) {
            open = new JournalSegments(this.directory, SEGMENT_SIZE, RETENTION, this.clock);
            this.journal = open;
        }
        return open;
    }

    /** Failures of a living process are retried later, as its writer thread does. */
    private void attempt(Attempt attempt) {
        try {
            attempt.run();
        }
        catch (IOException ex) {
            // The disk fails.
        }
    }

    private void crashed() throws IOException {
        this.journal = null;
        // What the process had written is continued or not.
        this.uncertain.clear();
        this.disk.lose(this.loss);
        check();
        use(FaultPlan.none(), Loss.NOTHING);
    }

    private void check() throws IOException {
        if (JournalFiles.segments(this.directory).isEmpty() && this.acknowledged.isEmpty()) {
            return;
        }
        List<String> found = new ArrayList<>();
        for (Path segment : JournalFiles.segments(this.directory)) {
            found.addAll(ids(segment));
        }
        Instant limit = this.clock.instant().minus(RETENTION);
        assertThat(found).as("events").doesNotHaveDuplicates();
        List<String> kept = this.acknowledged.entrySet()
            .stream()
            .filter((event) -> !event.getValue().isBefore(limit))
            .map(Map.Entry::getKey)
            .toList();
        assertThat(found).as("acknowledged events that retention keeps").filteredOn(kept::contains).isEqualTo(kept);
        assertThat(found).as("rejected events").filteredOn(this.rejected::contains).isEmpty();
        assertThat(JournalVerification.verify(this.directory, this.witnessed).findings()).as("findings").isEmpty();
    }

    private static List<String> ids(Path segment) throws IOException {
        List<String> ids = new ArrayList<>();
        try (var lines = new SegmentReader(segment)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                String text = JournalLine.decode(line);
                var node = (text != null) ? JournalLine.read(text) : null;
                AuditRecord event = (node != null) ? JournalLine.event(node) : null;
                if (event != null && event.type().equals("t.t")) {
                    ids.add(event.id());
                }
            }
        }
        return ids;
    }

    /** An attempt that may fail. */
    @FunctionalInterface
    private interface Attempt {

        void run() throws IOException;

    }

}
