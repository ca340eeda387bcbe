/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * An event of the audit journal. Immutable. The texts of a generated id and of the action
 * are made when they are requested, since the journal needs neither.
 */
@JsonPropertyOrder({ "id", "timestamp", "type", "actor", "action", "resource", "result", "details" })
public final class AuditRecord {

    /** The actor of unauthenticated requests. */
    public static final String ANONYMOUS = "anonymous";

    /** The actor of work that no request and no user started. */
    public static final String SYSTEM = "system";

    /** The operation succeeded. */
    public static final String SUCCESS = "success";

    /** The actor lacks permission. */
    public static final String DENIED = "denied";

    /** The operation failed. */
    public static final String FAILURE = "failure";

    private final @Nullable String id;

    private final long number;

    private final Instant timestamp;

    private final String type;

    private final String actor;

    private final @Nullable String action;

    private final String resource;

    private final String result;

    private final Map<String, String> details;

    /**
     * Creates an event of which everything is given; copies the details.
     * @param id unique among all processes
     * @param timestamp time of the event
     * @param type object and action joined by a dot, for instance {@code upload.complete}
     * @param actor user id, {@code service:<name>}, or {@code anonymous}
     * @param action last part of the type
     * @param resource path of the request, or name of the resource
     * @param result {@code success}, {@code denied} or {@code failure}
     * @param details further attributes, short texts by name
     */
    @JsonCreator
    public AuditRecord(@JsonProperty("id") String id, @JsonProperty("timestamp") Instant timestamp,
            @JsonProperty("type") String type, @JsonProperty("actor") String actor,
            @JsonProperty("action") String action, @JsonProperty("resource") String resource,
            @JsonProperty("result") String result, @JsonProperty("details") Map<String, String> details) {
        this(Objects.requireNonNull(id), 0, timestamp, type, actor, Objects.requireNonNull(action), resource, result,
                Map.copyOf(details));
    }

    private AuditRecord(@Nullable String id, long number, Instant timestamp, String type, String actor,
            @Nullable String action, String resource, String result, Map<String, String> details) {
        this.id = id;
        this.number = number;
        this.timestamp = Objects.requireNonNull(timestamp);
        this.type = Objects.requireNonNull(type);
        this.actor = Objects.requireNonNull(actor);
        this.action = action;
        this.resource = Objects.requireNonNull(resource);
        this.result = Objects.requireNonNull(result);
        this.details = details;
    }

    /**
     * Creates an event, redacts secrets and truncates long texts.
     * @param now time of the event
     * @param type object and action joined by a dot
     * @param actor user id, {@code service:<name>}, or {@code anonymous}
     * @param resource path of the request, or name of the resource
     * @param result one of the constants of this type
     * @param details further attributes; null values are omitted
     * @return a new event with a new id
     */
    public static AuditRecord of(Instant now, String type, String actor, String resource, String result,
            Map<String, ?> details) {
        return new AuditRecord(null, EventIds.next(), now, Redaction.text(type), Redaction.text(actor), null,
                Redaction.text(resource), Redaction.text(result), Redaction.details(details));
    }

    /** Unique among all processes. */
    @JsonProperty
    public String id() {
        return (this.id != null) ? this.id : EventIds.text(this.number);
    }

    /** Time of the event. */
    @JsonProperty
    public Instant timestamp() {
        return this.timestamp;
    }

    /** Object and action joined by a dot, for instance {@code upload.complete}. */
    @JsonProperty
    public String type() {
        return this.type;
    }

    /** User id, {@code service:<name>}, or {@code anonymous}. */
    @JsonProperty
    public String actor() {
        return this.actor;
    }

    /** Last part of the type. */
    @JsonProperty
    public String action() {
        return (this.action != null) ? this.action : this.type.substring(action(this.type));
    }

    /** Path of the request, or name of the resource. */
    @JsonProperty
    public String resource() {
        return this.resource;
    }

    /** {@code success}, {@code denied} or {@code failure}. */
    @JsonProperty
    public String result() {
        return this.result;
    }

    /** Further attributes, short texts by name; unmodifiable. */
    @JsonProperty
    public Map<String, String> details() {
        return this.details;
    }

    /** Null if the id is that of the number. */
    @Nullable String givenId() {
        return this.id;
    }

    long number() {
        return this.number;
    }

    /** Null if the action is the last part of the type. */
    @Nullable String givenAction() {
        return this.action;
    }

    /** The index of the action in a type. */
    static int action(String type) {
        return type.lastIndexOf('.') + 1;
    }

    /** Compares all attributes. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AuditRecord that && id().equals(that.id()) && this.timestamp.equals(that.timestamp)
                && this.type.equals(that.type) && this.actor.equals(that.actor) && action().equals(that.action())
                && this.resource.equals(that.resource) && this.result.equals(that.result)
                && this.details.equals(that.details);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id(), this.timestamp, this.type, this.actor, this.resource, this.result, this.details);
    }

    @Override
    public String toString() {
        return "AuditRecord[id=" + id() + ", timestamp=" + this.timestamp + ", type=" + this.type + ", actor="
                + this.actor + ", action=" + action() + ", resource=" + this.resource + ", result=" + this.result
                + ", details=" + this.details + "]";
    }

}
