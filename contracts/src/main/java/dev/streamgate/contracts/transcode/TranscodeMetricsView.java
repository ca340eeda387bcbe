/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.transcode;

import org.jspecify.annotations.Nullable;

/**
 * What the runner that answers has done since it started.
 *
 * @param running tasks that run
 * @param done tasks that ended well
 * @param failed tasks that failed
 * @param stopped tasks that were stopped on request or lost their lease
 * @param encodedSeconds seconds of video that were encoded
 * @param encodeSpeed seconds of video a second of work; {@code null} before the first
 * @param encoder the encoder's version
 */
public record TranscodeMetricsView(int running, long done, long failed, long stopped, double encodedSeconds,
        @Nullable Double encodeSpeed, String encoder) {
}
