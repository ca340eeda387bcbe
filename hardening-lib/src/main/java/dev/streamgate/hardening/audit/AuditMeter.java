package dev.streamgate.hardening.audit;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;

import dev.streamgate.hardening.metrics.DocumentedMeter;

/** What the journal measures. */
enum AuditMeter implements DocumentedMeter {

    /** Events kept. */
    EVENTS("streamgate.audit.events", "Audit events that are on the disk."),

    /** Events dropped. */
    DROPPED("streamgate.audit.dropped",
            "Audit events of the kind that may be dropped, dropped since too many came at once.");

    private final String meter;

    private final String description;

    AuditMeter(String meter, String description) {
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
        return new KeyName[0];
    }

    @Override
    public String description() {
        return this.description;
    }

}
