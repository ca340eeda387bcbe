/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.audit;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.audit.AuditQuery;

/**
 * The arguments of {@code ./streamgate audit}.
 *
 * @param verify whether to verify journals; otherwise to find events
 * @param heads file with exported heads; empty to fetch them from monitor-service
 * @param service the service of the events to find; null for all services
 * @param query the events to find
 */
public record AuditCommand(boolean verify, Optional<Path> heads, @Nullable String service, AuditQuery query) {

    private static final Set<String> NAMES = Set.of("service", "actor", "resource", "type", "from", "to", "limit");

    private static final String USAGE = "audit verify [--heads FILE], or audit find with any of service=, actor=, "
            + "resource=, type=, from=, to= (2026-11-21T12:00:00Z), limit=";

    /**
     * Parses the arguments.
     * @throws IllegalArgumentException if they are invalid; its message is the usage
     */
    public static AuditCommand of(List<String> arguments) {
        String command = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> rest = arguments.stream().skip(1).toList();
        if (command.equals("verify") && (rest.isEmpty() || (rest.size() == 2 && rest.getFirst().equals("--heads")))) {
            return new AuditCommand(true, rest.isEmpty() ? Optional.empty() : Optional.of(Path.of(rest.getLast())),
                    null, new AuditQuery(null, null, null, null, null, 0));
        }
        if (!command.equals("find")) {
            throw new IllegalArgumentException(USAGE);
        }
        Map<String, String> given = new HashMap<>();
        for (String argument : rest) {
            String[] parts = argument.split("=", 2);
            if (parts.length < 2 || !NAMES.contains(parts[0])) {
                throw new IllegalArgumentException(USAGE + "; invalid argument: " + argument);
            }
            given.put(parts[0], parts[1]);
        }
        try {
            return new AuditCommand(false, Optional.empty(), given.get("service"),
                    new AuditQuery(given.get("actor"), given.get("resource"), given.get("type"),
                            time(given.get("from")), time(given.get("to")),
                            Integer.parseInt(given.getOrDefault("limit", "50"))));
        }
        catch (DateTimeException | NumberFormatException ex) {
            throw new IllegalArgumentException(USAGE, ex);
        }
    }

    private static @Nullable Instant time(@Nullable String text) {
        return (text != null) ? Instant.parse(text) : null;
    }

}
