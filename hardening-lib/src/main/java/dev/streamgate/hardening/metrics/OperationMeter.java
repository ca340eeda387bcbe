package dev.streamgate.hardening.metrics;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;

/** What is measured of each operation, that is of each controller's methods. */
enum OperationMeter implements DocumentedMeter {

    /** Operations. */
    OPERATIONS("streamgate.operations", Meter.Type.TIMER, "seconds",
            "Time of operations; handler: the controller, operation: its method, outcome as of requests."),

    /** Bodies. */
    BODY_SIZE("streamgate.operation.body.size", Meter.Type.DISTRIBUTION_SUMMARY, "bytes",
            "Size of request bodies that had a length.");

    private final String meter;

    private final Meter.Type type;

    private final String unit;

    private final String description;

    OperationMeter(String meter, Meter.Type type, String unit, String description) {
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
        return (this == OPERATIONS) ? new KeyName[] { MeterTag.HANDLER, MeterTag.OPERATION, MeterTag.OUTCOME }
                : new KeyName[] { MeterTag.HANDLER, MeterTag.OPERATION };
    }

}
