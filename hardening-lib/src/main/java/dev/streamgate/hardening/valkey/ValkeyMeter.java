package dev.streamgate.hardening.valkey;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;

import dev.streamgate.hardening.metrics.DocumentedMeter;

/** What is measured of the shared server. */
enum ValkeyMeter implements DocumentedMeter {

    /** Whether the server is used. */
    UP("streamgate.valkey.up", Meter.Type.GAUGE,
            "1 while the Valkey server is connected and answers, 0 while it is left alone."),

    /** Calls by outcome. */
    CALLS("streamgate.valkey.calls", Meter.Type.COUNTER,
            "Calls of the Valkey server; outcome: success, failure (an error, or no answer in time), rejected (not tried, since the server is down)."),

    /** Replicas that are known. */
    REPLICAS("streamgate.valkey.replicas", Meter.Type.GAUGE,
            "Replicas of this service that use the Valkey server, as counted last.");

    private final String meter;

    private final Meter.Type type;

    private final String description;

    ValkeyMeter(String meter, Meter.Type type, String description) {
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
        return (this == CALLS) ? Tag.values() : new KeyName[0];
    }

    @Override
    public String description() {
        return this.description;
    }

    /** What calls are told apart by. */
    enum Tag implements KeyName {

        /** What came of it. */
        OUTCOME;

        @Override
        public String asString() {
            return name().toLowerCase(Locale.ROOT);
        }

    }

}
