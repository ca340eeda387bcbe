package dev.streamgate.hardening.metrics;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import org.jspecify.annotations.Nullable;

/** What is measured of a service as a whole. */
enum ServiceMeter implements DocumentedMeter {

    /** Requests. */
    REQUESTS("streamgate.requests", Meter.Type.TIMER, "seconds",
            "Time of requests from the first byte to the end of the reply, whoever answered them, but for those to actuator; outcome: success, rejected (4xx), limited (429), failed (5xx)."),

    /** Requests under way. */
    ACTIVE("streamgate.requests.active", Meter.Type.GAUGE, null, "Requests that are being answered."),

    /** Requests a second. */
    REQUEST_RATE("streamgate.service.request.rate", Meter.Type.GAUGE, null,
            "Requests a second over the sliding window."),

    /** Share of failures. */
    ERROR_RATE("streamgate.service.error.rate", Meter.Type.GAUGE, "ratio",
            "Share of requests over the sliding window that failed (5xx), 0 to 1."),

    /** Share of successes. */
    SUCCESS_RATE("streamgate.service.success.rate", Meter.Type.GAUGE, "ratio",
            "Share of requests over the sliding window that did not fail, 0 to 1; 1 without requests."),

    /** Health. */
    HEALTH("streamgate.service.health", Meter.Type.GAUGE, null,
            "1 when the service is alive and takes traffic, 0.5 when it is alive only, else 0."),

    /** Uptime. */
    UPTIME("streamgate.service.uptime", Meter.Type.GAUGE, "seconds", "Time since the process started.");

    private final String meter;

    private final Meter.Type type;

    private final @Nullable String unit;

    private final String description;

    ServiceMeter(String meter, Meter.Type type, @Nullable String unit, String description) {
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
    public String description() {
        return this.description;
    }

    @Override
    public KeyName[] getKeyNames() {
        return (this == REQUESTS) ? new KeyName[] { MeterTag.OUTCOME } : new KeyName[0];
    }

}
