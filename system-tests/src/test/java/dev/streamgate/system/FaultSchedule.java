/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;

import dev.streamgate.system.injection.InjectedFault;
import dev.streamgate.system.injection.InjectionPoint;

/**
 * Draws the faults of a campaign: kills of random processes at random times, and
 * processes that end at their n-th operation of a kind. Each block of {@value #BLOCK}
 * faults has all kinds.
 */
final class FaultSchedule {

    private static final int BLOCK = 10;

    private static final int RANDOM_KILLS = 2;

    private static final int MAX_DELAY_MILLIS = 3000;

    /**
     * Services by kind, with the number of operations that they execute at least while a
     * video is uploaded, planned and encoded.
     */
    private static final Map<InjectionPoint, Map<String, Integer>> VICTIMS = Map.of(InjectionPoint.WRITE,
            Map.of("upload", 12, "transcoder", 12, "metadata", 1, "auth", 1), InjectionPoint.SYNC,
            Map.of("upload", 12, "transcoder", 12, "metadata", 1, "auth", 1), InjectionPoint.DIRECTORY_SYNC,
            Map.of("upload", 2, "transcoder", 12), InjectionPoint.RENAME, Map.of("upload", 1, "transcoder", 12),
            InjectionPoint.COMMIT, Map.of("upload", 12, "metadata", 4, "worker", 24, "monitor", 2));

    private FaultSchedule() {
    }

    /**
     * Draws faults.
     * @param injected whether processes end at operations, too
     */
    static List<Fault> draw(Random random, int count, boolean injected) {
        List<Fault> faults = new ArrayList<>();
        while (injected && faults.size() < count) {
            List<Fault> block = new ArrayList<>();
            for (int i = 0; i < BLOCK; i++) {
                block.add((i < RANDOM_KILLS) ? kill(random)
                        : end(random, InjectionPoint.values()[(i - RANDOM_KILLS) % InjectionPoint.values().length]));
            }
            Collections.shuffle(block, random);
            faults.addAll(block);
        }
        while (faults.size() < count) {
            faults.add(kill(random));
        }
        return faults.subList(0, count);
    }

    private static Fault kill(Random random) {
        return new Fault(Duration.ofMillis(random.nextInt(MAX_DELAY_MILLIS)), random.nextInt(), "", null);
    }

    private static Fault end(Random random, InjectionPoint point) {
        Map<String, Integer> services = VICTIMS.get(point);
        String service = services.keySet().stream().sorted().toList().get(random.nextInt(services.size()));
        int occurrence = 1 + random.nextInt(services.get(service));
        return new Fault(Duration.ZERO, 0, service, new InjectedFault(point, occurrence, random.nextBoolean()));
    }

    /**
     * A fault.
     *
     * @param delay the time from the start of an upload to a kill
     * @param victim selects the killed process among the running ones
     * @param service the service that ends at an operation
     * @param injection the operation; {@code null} for a kill
     */
    record Fault(Duration delay, int victim, String service, @Nullable InjectedFault injection) {

        /** Its kind, for the report. */
        String kind() {
            return (this.injection != null) ? this.injection.point().name() : "KILL";
        }

    }

}
