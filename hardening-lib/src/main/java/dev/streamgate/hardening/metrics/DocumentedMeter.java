package dev.streamgate.hardening.metrics;

import io.micrometer.core.instrument.docs.MeterDocumentation;

/**
 * A meter that is declared as a constant of an enum, with the sentence that
 * {@code docs/metrics.md} and the scrape's {@code HELP} line have.
 */
public interface DocumentedMeter extends MeterDocumentation {

    /** What is measured, in one sentence. */
    String description();

}
