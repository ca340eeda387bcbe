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

/** Compares the metrics of the nine services with docs/metrics.md. */
@ResourceLock(value = Stack.SERVICES_LOCK, mode = ResourceAccessMode.READ)
class MetricsIT {

    private static final Path page = Path.of("..", "docs", "metrics.md");

    private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (\\S+) ");

    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `([a-z0-9_.]+)` \\|");

    private static final int MIN_FAMILIES = 70;

    private final Stack stack = Stack.running();

    @Test
    void eachMetricFamilyIsDocumentedAndThereAreAtLeastSeventy() throws Exception {
        GatewayUser.register(this.stack).json("/api/v1/contents?limit=1");
        Set<String> scraped = new TreeSet<>();
        for (String service : Stack.SERVICES) {
            Matcher families = FAMILY.matcher(this.stack.scrape(service));
            while (families.find()) {
                scraped.add(families.group(1));
            }
        }
        Set<String> listed = LISTED.matcher(Files.readString(page))
            .results()
            .map((row) -> row.group(1).replace('.', '_'))
            .collect(Collectors.toSet());
        assertThat(scraped).filteredOn((family) -> !isListed(family, listed)).as("not in docs/metrics.md").isEmpty();
        assertThat(scraped).as("families of the suite").hasSizeGreaterThanOrEqualTo(MIN_FAMILIES);
    }

    /** The page lists meters of the suite without the suffixes of the scrape format. */
    private static boolean isListed(String family, Set<String> listed) {
        return listed.contains(family) || listed.contains(family.replaceFirst("_max$", "")) || listed.stream()
            .anyMatch((meter) -> meter.startsWith("streamgate_") && family.matches(meter + "(_[a-z]+)?(_max|_total)?"));
    }

}
