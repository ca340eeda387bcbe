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
 * The state of a rule's alert for one set of labels at one moment. Immutable.
 *
 * @param fingerprint identity of the alert, see {@link #fingerprint(String, Map)}
 * @param rule name of the rule, in Prometheus the label {@code alertname}
 * @param level level of the rule
 * @param state pending, firing or resolved
 * @param labels labels of the series, labels added by the rule, and {@code severity}
 * @param summary one sentence that describes the problem
 * @param runbook address or path of the runbook; null without one
 * @param value value of the rule's expression when its condition last held
 * @param startedAt when the condition began to hold
 * @param firedAt when the alert began to fire; null while it is pending
 * @param resolvedAt when the alert was resolved; null before
 */
public record Alert(String fingerprint, String rule, AlertLevel level, AlertState state, Map<String, String> labels,
        String summary, @Nullable String runbook, double value, Instant startedAt, @Nullable Instant firedAt,
        @Nullable Instant resolvedAt) {

    /** Copies the labels. */
    public Alert {
        labels = Map.copyOf(labels);
    }

    /**
     * Computes the identity of an alert. The same rule and labels have the same
     * fingerprint whether this library or Prometheus evaluated them. It consists of the
     * first 16 hexadecimal digits of the SHA-256 of the rule's name and of the labels in
     * the order of their names, each string followed by a zero byte. The label
     * {@code alertname} and labels with an empty value are ignored.
     * @param rule the rule's name
     * @param labels the alert's labels
     * @return 16 lower-case hexadecimal digits
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
