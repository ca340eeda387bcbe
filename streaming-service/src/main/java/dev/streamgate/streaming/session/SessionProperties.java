/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.streaming.session;

import java.time.Duration;

import jakarta.validation.constraints.NotBlank;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Playback sessions.
 *
 * @param key The secret that signs playback tokens, base64 of at least 32 bytes; the same
 * on every instance. Changing it ends all sessions.
 * @param lifetime How long a session is valid.
 */
@Validated
@ConfigurationProperties("streamgate.streaming.session")
record SessionProperties(@NotBlank(message = "is required: base64 of 32 random bytes") String key,
        @DurationMin(seconds = 1) @DefaultValue("6h") Duration lifetime) {
}
