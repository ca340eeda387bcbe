/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.request;

import jakarta.validation.constraints.AssertTrue;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of requests.
 *
 * @param enabled Whether the limits are enforced.
 * @param maxJsonBody Maximum body of media type application/json or application/*+json.
 */
@Validated
@ConfigurationProperties("streamgate.request-limit")
public record RequestLimitProperties(@DefaultValue("false") boolean enabled,
        @DefaultValue("1MB") DataSize maxJsonBody) {

    @AssertTrue(message = "max-json-body must be between 1 byte and 1 GB")
    boolean isMaxJsonBodyInRange() {
        return this.maxJsonBody.toBytes() >= 1 && this.maxJsonBody.toGigabytes() <= 1;
    }

}
