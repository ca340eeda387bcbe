/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.digest.Sha256;

/**
 * What came of a rule for one set of labels, at one moment.
 *
 * @param fingerprint which alert it is, see {@link #fingerprint(String, Map)}
 * @param rule name of its rule, in Prometheus the label {@code alertname}
 * @param level the rule's level
 * @param state where it stands
 * @param labels labels of the series, those that the rule adds, and {@code severity}
 * @param summary what happened, in one sentence
 * @param runbook where it is told what to do
 * @param value what the rule's expression gave when its condition held last
 * @param startedAt when its condition began to hold
 * @param firedAt when it began to fire; null while it is pending
 * @param resolvedAt when it was over; null before
 */
public record Alert(String fingerprint, String rule, AlertLevel level, AlertState state, Map<String, String> labels,
        String summary, @Nullable String runbook, double value, Instant startedAt, @Nullable Instant firedAt,
        @Nullable Instant resolvedAt) {

    /** Takes a copy of the labels. */
    public Alert {
        labels = Map.copyOf(labels);
    }

    /**
     * Says which alert it is: the same for the same rule and labels wherever it was
     * evaluated, in this library or in Prometheus. It is the first 16 hexadecimal digits
     * of the SHA-256 of the rule's name and the labels in order of their names, each of
     * them ended by a zero byte; {@code alertname} and labels without a value do not
     * count.
     * @param rule the rule's name
     * @param labels the alert's labels
     */
    public static String fingerprint(String rule, Map<String, String> labels) {
        MessageDigest digest = Sha256.newDigest();
        add(digest, rule);
        new TreeMap<>(labels).forEach((name, value) -> {
            if (!name.equals("alertname") && !value.isEmpty()) {
                add(digest, name);
                add(digest, value);
            }
        });
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

}
