package dev.streamgate.streaming.session;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;

import dev.streamgate.hardening.metrics.DocumentedMeter;

/** What is measured of playback sessions. */
enum SessionMeter implements DocumentedMeter {

    /** Those who watch. */
    VIEWERS("streamgate.streaming.viewers",
            "Playback sessions that asked this instance for something within the last minute.");

    private final String meter;

    private final String description;

    SessionMeter(String meter, String description) {
        this.meter = meter;
        this.description = description;
    }

    @Override
    public String getName() {
        return this.meter;
    }

    @Override
    public Meter.Type getType() {
        return Meter.Type.GAUGE;
    }

    @Override
    public KeyName[] getKeyNames() {
        return new KeyName[0];
    }

    @Override
    public String description() {
        return this.description;
    }

}
