/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Reads the index of MP4 and MOV files and writes fragmented MP4, without ffmpeg. Every
 * number in a file is untrusted until it is checked.
 */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.mp4;
