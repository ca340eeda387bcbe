package dev.streamgate.hardening.health;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;

import dev.streamgate.hardening.metrics.DocumentedMeter;

/** What is measured of health. */
enum HealthMeter implements DocumentedMeter {

    /** Whether a dependency is there. */
    DEPENDENCY("streamgate.dependency.up", Meter.Type.GAUGE,
            "0 while a dependency is away (two looks in a row failed), else 1.");

    private final String meter;

    private final Meter.Type type;

    private final String description;

    HealthMeter(String meter, Meter.Type type, String description) {
        this.meter = meter;
        this.type = type;
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
    public KeyName[] getKeyNames() {
        return Tag.values();
    }

    @Override
    public String description() {
        return this.description;
    }

    /** What dependencies are told apart by. */
    enum Tag implements KeyName {

        /** The dependency's name. */
        DEPENDENCY;

        @Override
        public String asString() {
            return "dependency";
        }

    }

}
