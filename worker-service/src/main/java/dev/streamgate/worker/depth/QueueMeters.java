package dev.streamgate.worker.depth;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.docs.MeterDocumentation;

/** What the queue shows of itself. */
enum QueueMeters implements MeterDocumentation {

    /** Jobs and tasks by type and state, of those that have not ended or have failed. */
    JOBS("streamgate.worker.jobs", "jobs"),

    /** Age of the oldest job that could be leased now, by type. */
    OLDEST("streamgate.worker.oldest.queued.age", "seconds"),

    /** Callers that wait for work or for a segment. */
    WAITING("streamgate.worker.waiting", "callers"),

    /** Contents that metadata has not been told the newest of. */
    UNTOLD("streamgate.worker.untold", "contents");

    private final String meterName;

    private final String unit;

    QueueMeters(String name, String unit) {
        this.meterName = name;
        this.unit = unit;
    }

    @Override
    public String getName() {
        return this.meterName;
    }

    @Override
    public String getBaseUnit() {
        return this.unit;
    }

    @Override
    public Meter.Type getType() {
        return Meter.Type.GAUGE;
    }

    @Override
    public KeyName[] getKeyNames() {
        return switch (this) {
            case JOBS -> Tags.values();
            case OLDEST -> new KeyName[] { Tags.TYPE };
            case WAITING, UNTOLD -> new KeyName[0];
        };
    }

    /** Tags of the meters. */
    enum Tags implements KeyName {

        /** The job's type. */
        TYPE,

        /** The job's state. */
        STATE;

        @Override
        public String asString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

    }

}
