package dev.streamgate.transcoder.runner;

import dev.streamgate.hardening.metrics.DocumentedMeter;
import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;

/** What is measured of the runner. */
enum TranscoderMeter implements DocumentedMeter {

    /** Tasks that ended. */
    TASKS("streamgate.transcoder.tasks", Meter.Type.TIMER, "Time of tasks that ended, by type and result."),

    /** Tasks that run. */
    RUNNING("streamgate.transcoder.tasks.running", Meter.Type.GAUGE, "Tasks that run at the moment."),

    /** Seconds of video encoded. */
    ENCODED("streamgate.transcoder.encoded.seconds", Meter.Type.COUNTER, "Seconds of video that were encoded."),

    /** Seconds that encoding took. */
    ENCODING("streamgate.transcoder.encoding.seconds", Meter.Type.COUNTER,
            "Seconds that tasks took to encode; encoded by encoding seconds is the speed as a multiple of real time."),

    /** Places for tasks. */
    SLOTS("streamgate.transcoder.slots", Meter.Type.GAUGE,
            "Places for tasks, those for what a viewer waits for among them."),

    /** Calls to the queue that failed. */
    QUEUE_ERRORS("streamgate.transcoder.queue.errors", Meter.Type.COUNTER,
            "Calls to worker-service that failed or were refused.");

    private final String name;

    private final Meter.Type type;

    private final String description;

    TranscoderMeter(String name, Meter.Type type, String description) {
        this.name = name;
        this.type = type;
        this.description = description;
    }

    @Override
    public String getName() {
        return this.name;
    }

    @Override
    public Meter.Type getType() {
        return this.type;
    }

    @Override
    public String description() {
        return this.description;
    }

    @Override
    public KeyName[] getKeyNames() {
        return (this == TASKS) ? Key.values() : new KeyName[0];
    }

    /** Tags. */
    enum Key implements KeyName {

        /** The task's type. */
        TYPE("type"),

        /** {@code done}, {@code failed} or {@code stopped}. */
        RESULT("result");

        private final String tag;

        Key(String tag) {
            this.tag = tag;
        }

        @Override
        public String asString() {
            return this.tag;
        }

    }

}
