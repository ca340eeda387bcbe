/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Converts colour: high dynamic range and wide gamuts become BT.709. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.transcoder.colour;
