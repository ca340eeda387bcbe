package dev.streamgate.worker.video;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;

import dev.streamgate.hardening.metrics.DocumentedMeter;

/** What is measured of videos on their way to the player. */
enum VideoMeter implements DocumentedMeter {

    /** Playable. */
    PLAYABLE("streamgate.worker.video.playable", "Time from the transcode job's submission until a player can start."),

    /** Ready. */
    READY("streamgate.worker.video.ready",
            "Time from the transcode job's submission until every segment is published.");

    private final String meter;

    private final String description;

    VideoMeter(String meter, String description) {
        this.meter = meter;
        this.description = description;
    }

    @Override
    public String getName() {
        return this.meter;
    }

    @Override
    public Meter.Type getType() {
        return Meter.Type.TIMER;
    }

    @Override
    public String getBaseUnit() {
        return "seconds";
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
