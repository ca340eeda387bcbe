package dev.streamgate.worker.queue;

import java.util.Locale;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;

import dev.streamgate.hardening.metrics.DocumentedMeter;

/** What is measured of jobs on their way through the queue. */
enum QueueMeter implements DocumentedMeter {

    /** Waiting. */
    WAIT("streamgate.worker.queue.wait",
            "Time from when a job could run until a runner took it; urgency: background, soon, or now (somebody is waiting).");

    private final String meter;

    private final String description;

    QueueMeter(String meter, String description) {
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
        return Tag.values();
    }

    @Override
    public String description() {
        return this.description;
    }

    /** What waits are told apart by. */
    enum Tag implements KeyName {

        /** The job's type. */
        TYPE,

        /** The job's urgency. */
        URGENCY;

        @Override
        public String asString() {
            return name().toLowerCase(Locale.ROOT);
        }

    }

}
