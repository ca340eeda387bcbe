/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.http;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server's reply with its whole body.
 *
 * @param status the status code
 * @param headers the headers
 * @param bytes the body; empty without a body
 */
@SuppressWarnings("ArrayRecordComponent")
public record Reply(int status, HttpHeaders headers, byte[] bytes) {

    private static final String PROBLEM = "urn:streamgate:problem:";

    static Reply of(HttpResponse<byte[]> response) {
        return new Reply(response.statusCode(), response.headers(), response.body());
    }

    /**
     * Requires a status.
     * @param expected the accepted status codes
     * @return this reply
     * @throws AssertionError with the reply's body if it has another status
     */
    public Reply expect(int... expected) {
        if (Arrays.stream(expected).noneMatch((code) -> code == this.status)) {
            throw new AssertionError("Expected status %s but was %s".formatted(Arrays.toString(expected), this));
        }
        return this;
    }

    /** The body as UTF-8 text. */
    public String text() {
        return new String(this.bytes, StandardCharsets.UTF_8);
    }

    /**
     * The body as JSON.
     * @return the body; a missing node when it is empty
     * @throws tools.jackson.core.JacksonException if the body is not JSON
     */
    public JsonNode json() {
        return JsonMapper.shared().readTree(this.bytes);
    }

    /**
     * A field of a body that is a JSON object.
     * @param name the field's name
     * @return its text; empty without such a field or without a JSON body
     */
    public String field(String name) {
        return isJson() ? json().path(name).asString("") : "";
    }

    /**
     * The slug of the problem type.
     * @return the slug; empty when the reply is not a problem
     */
    public String problem() {
        String type = field("type");
        return type.startsWith(PROBLEM) ? type.substring(PROBLEM.length()) : "";
    }

    /**
     * The first value of a header.
     * @param name the header's name in any case
     * @return its value; null without such a header
     */
    public @Nullable String header(String name) {
        return this.headers.firstValue(name).orElse(null);
    }

    private boolean isJson() {
        return this.headers.firstValue("Content-Type")
            .filter((type) -> type.matches("application/(.+\\+)?json.*"))
            .isPresent();
    }

    /** The status and the body. */
    @Override
    public String toString() {
        return this.status + " " + text();
    }

}
