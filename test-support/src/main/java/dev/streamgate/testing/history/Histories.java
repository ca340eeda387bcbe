/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/**
 * Runs generated histories of a state machine. Each has a seed of its own, so that the
 * same build runs the same histories; a failure names the seed and the shortest history
 * found that still fails. {@code -Dstreamgate.test.seed=N} repeats one seed,
 * {@code -Dstreamgate.test.histories=N} runs N times as many.
 *
 * @param <S> a step; any part of a history must be a history too, so a step names things
 * by their number and has no effect where they do not exist
 */
public final class Histories<S> {

    private static final int MAX_ATTEMPTS = 300;

    private static final @Nullable Long ONLY_SEED = Long.getLong("streamgate.test.seed");

    private static final int FACTOR = Integer.getInteger("streamgate.test.histories", 1);

    private final Generator<S> generator;

    private final Scenario<S> scenario;

    private Histories(Generator<S> generator, Scenario<S> scenario) {
        this.generator = generator;
        this.scenario = scenario;
    }

    /**
     * Describes the histories of a state machine.
     * @param generator draws the steps of one history
     * @param scenario runs the steps from the initial state and throws if an invariant
     * does not hold
     */
    public static <S> Histories<S> of(Generator<S> generator, Scenario<S> scenario) {
        return new Histories<>(generator, scenario);
    }

    /**
     * Runs histories with the seeds 1 to {@code count}.
     * @return number of histories that ran
     * @throws AssertionError if one fails
     */
    public int check(int count) {
        Long only = ONLY_SEED;
        if (only != null) {
            check(only.longValue());
            return 1;
        }
        int all = count * FACTOR;
        for (long seed = 1; seed <= all; seed++) {
            check(seed);
        }
        return all;
    }

    private void check(long seed) {
        List<S> steps = this.generator.generate(new Random(seed * 0x9E3779B97F4A7C15L));
        Throwable failure = failure(steps);
        if (failure == null) {
            return;
        }
        List<S> shortest = shorten(steps, failure);
        Throwable last = failure(shortest);
        StringBuilder message = new StringBuilder("Seed %d fails after %d steps, and after these %d of them:"
            .formatted(seed, steps.size(), shortest.size()));
        shortest.forEach((step) -> message.append("\n  ").append(step));
        message.append("\nRepeat with -Dstreamgate.test.seed=").append(seed).append("\n").append(failure.getMessage());
        throw new AssertionError(message.toString(), (last != null) ? last : failure);
    }

    /** Removes parts of a history, half of it first, as long as it still fails alike. */
    private List<S> shorten(List<S> steps, Throwable failure) {
        List<S> shortest = steps;
        int attempts = 0;
        for (int part = Math.max(1, steps.size() / 2); part >= 1; part /= 2) {
            for (int from = 0; from < shortest.size() && attempts < MAX_ATTEMPTS; attempts++) {
                List<S> shorter = new ArrayList<>(shortest);
                shorter.subList(from, Math.min(from + part, shorter.size())).clear();
                Throwable other = failure(shorter);
                if (other != null && other.getClass() == failure.getClass()) {
                    shortest = shorter;
                }
                else {
                    from += part;
                }
            }
        }
        return shortest;
    }

    private @Nullable Throwable failure(List<S> steps) {
        try {
            this.scenario.run(steps);
            return null;
        }
        catch (Exception | AssertionError ex) {
            return ex;
        }
    }

    /**
     * Draws the steps of one history.
     *
     * @param <S> a step
     */
    @FunctionalInterface
    public interface Generator<S> {

        /** Returns the steps; the same random numbers give the same steps. */
        List<S> generate(Random random);

    }

    /**
     * Runs one history.
     *
     * @param <S> a step
     */
    @FunctionalInterface
    public interface Scenario<S> {

        /**
         * Runs the steps from the initial state.
         * @throws Exception if an invariant does not hold
         */
        void run(List<S> steps) throws Exception;

    }

}
