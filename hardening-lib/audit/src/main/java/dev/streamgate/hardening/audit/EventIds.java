/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Generates event ids: 64 random bits that identify the process, and a counter. Cheaper
 * than a random id per event. Thread-safe.
 */
final class EventIds {

    private static final String PROCESS = HexFormat.of().toHexDigits(new SecureRandom().nextLong()) + "-";

    private static final AtomicLong count = new AtomicLong();

    private EventIds() {
    }

    /** The number of a new event, whose id is {@link #text} of it. */
    static long next() {
        return count.incrementAndGet();
    }

    static String text(long number) {
        return PROCESS + Long.toHexString(number);
    }

    static void write(long number, JsonBytes target) {
        target.ascii('"');
        target.ascii(PROCESS);
        target.hex(number);
        target.ascii('"');
    }

}
