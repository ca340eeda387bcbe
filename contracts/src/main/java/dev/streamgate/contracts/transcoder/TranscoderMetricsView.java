/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.transcoder;

import org.jspecify.annotations.Nullable;

/**
 * Statistics of one transcoder instance since its start.
 *
 * @param running tasks in progress
 * @param done tasks that succeeded
 * @param failed tasks that failed
 * @param stopped tasks that were cancelled or lost their lease
 * @param encodedSeconds seconds of video encoded
 * @param encodeSpeed seconds of video encoded per second of work; {@code null} before the
 * first encoding
 * @param encoder version of the encoder
 */
public record TranscoderMetricsView(int running, long done, long failed, long stopped, double encodedSeconds,
        @Nullable Double encodeSpeed, String encoder) {
}
