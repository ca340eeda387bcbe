package dev.streamgate.upload.depth;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;

import dev.streamgate.hardening.metrics.DocumentedMeter;

/** What the table of uploads shows; the same at every instance. */
enum DepthMeter implements DocumentedMeter {

    /** Under way. */
    SESSIONS("streamgate.upload.sessions", "uploads",
            "Uploads that have not ended; state: open (bytes are missing) or verifying."),

    /** Kept. */
    STORED("streamgate.upload.stored", "bytes", "Bytes of sources that are kept."),

    /** Not told yet. */
    OUTBOX("streamgate.upload.outbox", "uploads", "Stored uploads that metadata or worker have not been told of.");

    private final String meter;

    private final String unit;

    private final String description;

    DepthMeter(String meter, String unit, String description) {
        this.meter = meter;
        this.unit = unit;
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
    public String getBaseUnit() {
        return this.unit;
    }

    @Override
    public String description() {
        return this.description;
    }

    @Override
    public KeyName[] getKeyNames() {
        return (this == SESSIONS) ? Tag.values() : new KeyName[0];
    }

    /** What uploads are told apart by. */
    enum Tag implements KeyName {

        /** The upload's state. */
        STATE;

        @Override
        public String asString() {
            return "state";
        }

    }

}
