/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

import static org.assertj.core.api.Assertions.assertThat;

/** What the nine services show Prometheus, beside what docs/metrics.md says of it. */
@ResourceLock(value = Stack.SERVICES, mode = ResourceAccessMode.READ)
class MetricsIT {

    private static final Path page = Path.of("..", "docs", "metrics.md");

    private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\S+) ");

    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `([a-z0-9_.]+)` \\|");

    private static final int PROMISED = 70;

    private final Stack stack = Stack.running();

    @Test
    void thePageListsEveryFamilyOfTheSuiteAndTheyAreSeventyOrMore() throws Exception {
        Account.register(this.stack).json("/api/v1/contents?limit=1");
        Set<String> shown = new TreeSet<>();
        for (String service : RealPrometheus.SERVICES) {
            Matcher families = FAMILY.matcher(this.stack.scrape(service));
            while (families.find()) {
                shown.add(families.group(1));
            }
        }
        Set<String> listed = LISTED.matcher(Files.readString(page))
            .results()
            .map((row) -> row.group(1).replace('.', '_'))
            .collect(Collectors.toSet());
        assertThat(shown).filteredOn((family) -> !isListed(family, listed)).as("not in docs/metrics.md").isEmpty();
        assertThat(shown).as("families of the suite").hasSizeGreaterThanOrEqualTo(PROMISED);
    }

    /** A meter of ours stands on the page without the suffixes that the scrape adds. */
    private static boolean isListed(String family, Set<String> listed) {
        return listed.contains(family) || listed.contains(family.replaceFirst("_max$", "")) || listed.stream()
            .anyMatch((meter) -> meter.startsWith("streamgate_") && family.matches(meter + "(_[a-z]+)?(_max|_total)?"));
    }

}
