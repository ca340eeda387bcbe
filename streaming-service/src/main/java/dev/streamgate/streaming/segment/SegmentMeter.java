package dev.streamgate.streaming.segment;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;

import dev.streamgate.hardening.metrics.DocumentedMeter;

/** What is measured of media files that are sent. */
enum SegmentMeter implements DocumentedMeter {

    /** Bytes. */
    SERVED("streamgate.streaming.served", Meter.Type.COUNTER, "bytes",
            "Bytes of media in answers that were begun; a player that leaves early takes less."),

    /** Waiting for what is not there yet. */
    DEMAND("streamgate.streaming.demand", Meter.Type.TIMER, "seconds",
            "Time that requests waited for a file that was not there; outcome: made, pending (not in time), gone, refused (too many wait).");

    private final String meter;

    private final Meter.Type type;

    private final String unit;

    private final String description;

    SegmentMeter(String meter, Meter.Type type, String unit, String description) {
        this.meter = meter;
        this.type = type;
        this.unit = unit;
        this.description = description;
    }

    @Override
    public String getName() {
        return this.meter;
    }

    @Override
    public Meter.Type getType() {
        return this.type;
    }

    @Override
    public String getBaseUnit() {
        return this.unit;
    }

    @Override
    public String description() {
        return this.description;
    }

    @Override
    public KeyName[] getKeyNames() {
        return (this == DEMAND) ? Tag.values() : new KeyName[0];
    }

    /** What waits are told apart by. */
    enum Tag implements KeyName {

        /** How it ended. */
        OUTCOME;

        @Override
        public String asString() {
            return "outcome";
        }

    }

}
