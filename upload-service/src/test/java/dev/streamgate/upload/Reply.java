/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload;

import java.net.http.HttpResponse;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service answered. */
record Reply(int status, HttpResponse<byte[]> http) {

    Reply(HttpResponse<byte[]> http) {
        this(http.statusCode(), http);
    }

    String header(String name) {
        return this.http.headers().firstValue(name).orElse(null);
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(this.http.body());
    }

    /** The last words of the problem's type; empty when the body is none. */
    String problem() {
        String type = String.valueOf(header("Content-Type"));
        if (!type.startsWith("application/problem+json")) {
            return "";
        }
        return json().path("type").asString("").replace("urn:streamgate:problem:", "");
    }

}
