/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.alert;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import dev.streamgate.hardening.alert.Alert;

/**
 * One notification about a group of incidents.
 *
 * @param resolution whether it reports that the incidents are resolved
 * @param incidents the incidents that it reports for the first time
 * @param mentioned all incidents that it mentions
 */
record IncidentNotification(boolean resolution, List<Incident> incidents, List<Incident> mentioned) {

    /** How many further incidents are named by their summaries. */
    private static final int MAX_SUMMARIES = 5;

    List<String> ids() {
        return this.incidents.stream().map(Incident::id).toList();
    }

    /** The most urgent alert, with the summaries of the others appended to its own. */
    Alert toAlert() {
        List<Incident> sorted = this.mentioned.stream()
            .sorted(Comparator.comparing(Incident::level).thenComparing(Incident::openedAt))
            .toList();
        Alert head = sorted.getFirst().toAlert();
        if (sorted.size() == 1) {
            return head;
        }
        String others = sorted.stream()
            .skip(1)
            .limit(MAX_SUMMARIES)
            .map((incident) -> incident.report().summary())
            .collect(Collectors.joining(" "));
        int rest = sorted.size() - 1 - MAX_SUMMARIES;
        String summary = head.summary() + " And " + (sorted.size() - 1) + " more: " + others
                + ((rest > 0) ? " … and " + rest + " others." : "");
        return new Alert(head.fingerprint(), head.rule(), head.level(), head.state(), head.labels(), summary,
                head.runbook(), head.value(), head.startedAt(), head.firedAt(), head.resolvedAt());
    }

}
