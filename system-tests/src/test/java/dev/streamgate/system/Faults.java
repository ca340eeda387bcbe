/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.streamgate.system.EncodeRestarts.Kill;
import dev.streamgate.system.FaultSchedule.Fault;
import dev.streamgate.system.injection.InjectedFault;

/** Ends processes of the stack as drawn faults say, and counts them by kind. */
final class Faults {

    private static final Logger log = LoggerFactory.getLogger(Faults.class);

    /** A fault that is not reached in this time is replaced by a kill. */
    private static final Duration REACHED_TIMEOUT = Duration.ofSeconds(20);

    private final Stack stack;

    private final List<Kill> kills = new ArrayList<>();

    private final Map<String, Integer> ended = new TreeMap<>();

    private final Map<String, Integer> notReached = new TreeMap<>();

    Faults(Stack stack) {
        this.stack = stack;
    }

    /** Arms a service before the upload that reaches its operation. */
    void prepare(Fault fault) throws IOException {
        InjectedFault injection = fault.injection();
        if (injection != null) {
            injection.arm(this.stack.faultFile(fault.service()));
        }
    }

    /** Waits for the end of a process, or kills it. */
    void run(Fault fault) throws Exception {
        if (fault.injection() == null) {
            // The kill happens at a random time of the upload: this sleep waits for no
            // condition.
            Thread.sleep(fault.delay());
            List<String> names = List.copyOf(this.stack.processes().keySet());
            kill(names.get(Math.floorMod(fault.victim(), names.size())), fault.kind());
            return;
        }
        ProcessHandle process = this.stack.processes().get(fault.service());
        try {
            process.onExit().get(REACHED_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            log.info("{} ended {}", fault.service(), fault.injection());
            this.kills.add(new Kill(fault.service(), Instant.now()));
            this.ended.merge(fault.kind() + " " + fault.service(), 1, Integer::sum);
        }
        catch (TimeoutException ex) {
            log.info("{} did not get to {}", fault.service(), fault.injection());
            this.notReached.merge(fault.kind() + " " + fault.service(), 1, Integer::sum);
            Files.deleteIfExists(this.stack.faultFile(fault.service()));
            kill(fault.service(), "KILL");
        }
    }

    private void kill(String name, String kind) throws InterruptedException, ExecutionException {
        log.info("Killing {}", name);
        ProcessHandle process = this.stack.processes().get(name);
        this.kills.add(new Kill(name, Instant.now()));
        process.destroyForcibly();
        process.onExit().get();
        this.ended.merge(kind + " " + name, 1, Integer::sum);
    }

    /** The ended processes. */
    List<Kill> kills() {
        return this.kills;
    }

    /** Ended processes by kind and service. */
    Map<String, Integer> ended() {
        return this.ended;
    }

    /** Faults that were replaced by kills, by kind and service. */
    Map<String, Integer> notReached() {
        return this.notReached;
    }

}
