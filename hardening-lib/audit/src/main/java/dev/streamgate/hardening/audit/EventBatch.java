/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Events that are written together, each as the part of its journal line between the
 * sequence and the hash. An event is encoded by the thread that records it, into an array
 * that is reused, so that a queued event is no garbage. Not thread-safe.
 */
final class EventBatch {

    private final JsonBytes json = new JsonBytes();

    /** The end of each event in the array; the complement for one that is durable. */
    private int[] ends = new int[64];

    private int count;

    /** Null if no recording waits. */
    private @Nullable CompletableFuture<Void> durability;

    /** The second whose text is kept: most events happen within that of the last one. */
    private long second = Long.MIN_VALUE;

    private String secondText = "";

    /** A batch of the given best-effort events. */
    static EventBatch of(AuditRecord... events) {
        EventBatch batch = new EventBatch();
        for (AuditRecord event : events) {
            batch.add(event);
        }
        return batch;
    }

    /** Adds an event whose recording does not wait. A failed call adds nothing. */
    void add(AuditRecord event) {
        encode(event);
        addEnd(this.json.length());
    }

    /** Adds an event whose recording waits. A failed call adds nothing. */
    void addDurable(AuditRecord event) {
        encode(event);
        addEnd(~this.json.length());
    }

    /** Completes when the durable events of this batch are written, or are not. */
    CompletableFuture<Void> durability() {
        CompletableFuture<Void> future = this.durability;
        if (future == null) {
            future = new CompletableFuture<>();
            this.durability = future;
        }
        return future;
    }

    /** Adds an event of another batch, as one whose recording does not wait. */
    void add(EventBatch other, int index) {
        this.json.bytes(other.array(), other.start(index), other.end(index));
        addEnd(this.json.length());
    }

    int count() {
        return this.count;
    }

    boolean isEmpty() {
        return this.count == 0;
    }

    /** The size of all events in bytes. */
    int length() {
        return this.json.length();
    }

    /** Whether the recording of an event waits. */
    boolean isDurable(int index) {
        return this.ends[index] < 0;
    }

    /** The array with the events; valid until the next change. */
    byte[] array() {
        return this.json.array();
    }

    int start(int index) {
        return (index > 0) ? end(index - 1) : 0;
    }

    int end(int index) {
        int end = this.ends[index];
        return (end < 0) ? ~end : end;
    }

    /**
     * Ends the recording of the durable events.
     * @param failure why they are not written; null if they are
     */
    void complete(@Nullable Exception failure) {
        CompletableFuture<Void> future = this.durability;
        if (future != null && failure == null) {
            future.complete(null);
        }
        else if (future != null) {
            future.completeExceptionally(failure);
        }
    }

    void clear() {
        this.json.clear();
        this.count = 0;
        this.durability = null;
    }

    private void addEnd(int end) {
        if (this.count == this.ends.length) {
            this.ends = Arrays.copyOf(this.ends, 2 * this.count);
        }
        this.ends[this.count++] = end;
    }

    /**
     * Hands over the parts of the event, so that the compiler, which does not inline the
     * encoding, can do without the object.
     */
    private void encode(AuditRecord event) {
        Instant timestamp = event.timestamp();
        encode(event.givenId(), event.number(), timestamp.getEpochSecond(), timestamp.getNano(), event.type(),
                event.actor(), event.givenAction(), event.resource(), event.result(), event.details());
    }

    private void encode(@Nullable String id, long number, long epochSecond, int nanos, String type, String actor,
            @Nullable String action, String resource, String result, Map<String, String> details) {
        int start = this.json.length();
        boolean encoded = false;
        try {
            this.json.ascii(",\"id\":");
            if (id != null) {
                this.json.text(id);
            }
            else {
                EventIds.write(number, this.json);
            }
            this.json.ascii(",\"timestamp\":\"");
            timestamp(epochSecond, nanos);
            field("Z\",\"type\":", type);
            field(",\"actor\":", actor);
            this.json.ascii(",\"action\":");
            if (action != null) {
                this.json.text(action);
            }
            else {
                this.json.text(type, AuditRecord.action(type));
            }
            field(",\"resource\":", resource);
            field(",\"result\":", result);
            details(details);
            encoded = true;
        }
        finally {
            if (!encoded) {
                this.json.truncate(start);
            }
        }
    }

    private void field(String name, String value) {
        this.json.ascii(name);
        this.json.text(value);
    }

    private void details(Map<String, String> details) {
        this.json.ascii(",\"details\":{");
        if (!details.isEmpty()) {
            String separator = "";
            Map<String, String> sorted = (details instanceof SortedMap) ? details : new TreeMap<>(details);
            for (Map.Entry<String, String> detail : sorted.entrySet()) {
                this.json.ascii(separator);
                this.json.text(detail.getKey());
                field(":", detail.getValue());
                separator = ",";
            }
        }
        this.json.ascii("}}");
    }

    /** Writes what {@link Instant#toString()} returns, without its last character. */
    private void timestamp(long epochSecond, int nanos) {
        if (epochSecond != this.second) {
            String text = Instant.ofEpochSecond(epochSecond).toString();
            this.secondText = text.substring(0, text.length() - 1);
            this.second = epochSecond;
        }
        this.json.ascii(this.secondText);
        if (nanos != 0) {
            this.json.ascii('.');
            int digits = (nanos % 1_000_000 == 0) ? 3 : (nanos % 1_000 == 0) ? 6 : 9;
            this.json.digits(nanos / ((digits == 3) ? 1_000_000 : (digits == 6) ? 1_000 : 1), digits);
        }
    }

}
