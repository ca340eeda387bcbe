package dev.streamgate.hardening.alert;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.metrics.DocumentedMeter;

/** What is measured of alerts. */
enum AlertMeter implements DocumentedMeter {

    /** Active alerts. */
    ACTIVE("streamgate.alerts", Meter.Type.GAUGE, null, "Alerts of this process' own rules, by level and state."),

    /** Checks. */
    CHECKS("streamgate.alert.checks", Meter.Type.TIMER, "seconds",
            "Time of checks of all rules, meters read included."),

    /** Alerts and readings without room. */
    REFUSED("streamgate.alert.refused", Meter.Type.COUNTER, null,
            "Alerts and readings of counters that were not kept since there were too many."),

    /** What handlers were told. */
    DELIVERIES("streamgate.alert.deliveries", Meter.Type.COUNTER, null,
            "Alerts given to handlers; outcome: delivered, retried (an attempt failed), failed (given up), dropped (the queue was full or the process ended).");

    private final String meter;

    private final Meter.Type type;

    private final @Nullable String unit;

    private final String description;

    AlertMeter(String meter, Meter.Type type, @Nullable String unit, String description) {
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
    @SuppressWarnings("NullAway") // Micrometer's null, where a meter has no unit
    public String getBaseUnit() {
        return this.unit;
    }

    @Override
    public KeyName[] getKeyNames() {
        return switch (this) {
            case ACTIVE -> new KeyName[] { Tag.LEVEL, Tag.STATE };
            case CHECKS -> new KeyName[] { Tag.OUTCOME };
            case REFUSED -> new KeyName[0];
            case DELIVERIES -> new KeyName[] { Tag.HANDLER, Tag.OUTCOME };
        };
    }

    @Override
    public String description() {
        return this.description;
    }

    /** What they are told apart by. */
    enum Tag implements KeyName {

        /** The alert's level. */
        LEVEL,

        /** The alert's state. */
        STATE,

        /** The handler's name. */
        HANDLER,

        /** What came of it. */
        OUTCOME;

        @Override
        public String asString() {
            return name().toLowerCase(Locale.ROOT);
        }

    }

}
