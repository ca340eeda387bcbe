package dev.streamgate.monitor.witness;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;

import dev.streamgate.hardening.metrics.DocumentedMeter;

/** What the witness measures. */
enum WitnessMeter implements DocumentedMeter {

    /** Signed ends of audit journals that were asked for. */
    HEADS("streamgate.audit.witness.heads",
            "Signed ends of audit journals that the witness asked for: kept, known, refused, or unanswered."),

    /** Signed ends that contradict what was witnessed. */
    CONFLICTS("streamgate.audit.witness.conflicts",
            "Signed ends of audit journals that contradict what was witnessed, each time one is seen.");

    private final String meter;

    private final String description;

    WitnessMeter(String meter, String description) {
        this.meter = meter;
        this.description = description;
    }

    @Override
    public String getName() {
        return this.meter;
    }

    @Override
    public Meter.Type getType() {
        return Meter.Type.COUNTER;
    }

    @Override
    public KeyName[] getKeyNames() {
        return new KeyName[] { Tag.TARGET, (this == HEADS) ? Tag.OUTCOME : Tag.KIND };
    }

    @Override
    public String description() {
        return this.description;
    }

    /** The tags. */
    enum Tag implements KeyName {

        /** The service whose journal it is. */
        TARGET,

        /** What became of the head. */
        OUTCOME,

        /** What kind of conflict. */
        KIND;

        @Override
        public String asString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

    }

}
