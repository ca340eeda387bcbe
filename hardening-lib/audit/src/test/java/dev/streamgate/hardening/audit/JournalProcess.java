/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Records events until it is killed, and prints the ids of the acknowledged ones. */
final class JournalProcess {

    private JournalProcess() {
    }

    public static void main(String[] arguments) throws Exception {
        FileAuditJournal journal = new FileAuditJournal(Path.of(arguments[0]), 1 << 20, Duration.ofDays(30),
                Clock.systemUTC());
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                while (true) {
                    AuditRecord event = AuditRecord.of(Clock.systemUTC().instant(), "t.t", "actor", "resource",
                            AuditRecord.SUCCESS, Map.of("filler", "x".repeat(100)));
                    try {
                        journal.recordDurably(event);
                        print("acknowledged " + event.id());
                    }
                    catch (AuditUnavailableException ex) {
                        print("rejected");
                    }
                }
            });
            thread.start();
        }
    }

    private static void print(String line) {
        synchronized (JournalProcess.class) {
            System.out.println(line);
            System.out.flush();
        }
    }

}
