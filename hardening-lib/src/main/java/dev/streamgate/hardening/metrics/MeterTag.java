package dev.streamgate.hardening.metrics;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;

/** What requests and operations are told apart by. */
enum MeterTag implements KeyName {

    /** The controller. */
    HANDLER,

    /** Its method. */
    OPERATION,

    /** How it ended. */
    OUTCOME;

    @Override
    public String asString() {
        return name().toLowerCase(Locale.ROOT);
    }

}
