/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.alert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.streamgate.hardening.alert.AlertRule;
import dev.streamgate.hardening.event.InfoEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every alert has a runbook, which contains the rule's expression, and no link in a
 * runbook is broken.
 */
class RunbookTests {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final Path RUNBOOKS = PROJECT.resolve("docs/runbooks");

    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)\\s]+)?\\)");

    private static final Pattern ALERT = Pattern.compile("alert: *['\"]?(\\w+)");

    private static final Pattern RUNBOOK = Pattern.compile("runbook_url: *['\"]?([^'\"\\s]+)");

    private static final Pattern OPERATIONS = Pattern.compile("streamgate_operations_seconds\\w*\\{[^}]*}");

    private static final Pattern HANDLER = Pattern.compile("handler[=!~]+\"([A-Za-z|]+)\"");

    @Test
    void everyRuleHasARunbookWithAllSections() throws IOException {
        String index = Files.readString(RUNBOOKS.resolve("README.md"));
        for (AlertRule rule : SuiteRules.all()) {
            Path page = PROJECT.resolve(rule.runbook());
            assertThat(page).isRegularFile();
            assertThat(Files.readString(page)).as(rule.name())
                .startsWith("# ")
                .contains(rule.name())
                .containsSubsequence("## Impact\n", "## Confirm\n", "\n" + rule.promql() + "\n", "## What to do\n",
                        "## It worked when\n");
            assertThat(index).contains("[" + rule.name() + "](" + page.getFileName() + ")");
        }
    }

    @Test
    void everyKindOfEventIsInTheRunbookOfEvents() throws IOException {
        String page = Files.readString(PROJECT.resolve(SuiteAlertRules.runbook("InfoEvents")));
        for (InfoEvent.Kind kind : InfoEvent.Kind.values()) {
            assertThat(page).contains("`" + kind.rule() + "`");
        }
    }

    @Test
    void everyAlertOfPrometheusLinksToARunbook() throws IOException {
        try (Stream<Path> files = Files.list(PROJECT.resolve("prometheus/rules"))) {
            for (Path file : files.toList()) {
                String rules = Files.readString(file);
                List<String> runbooks = RUNBOOK.matcher(rules).results().map((found) -> found.group(1)).toList();
                assertThat(runbooks).as(file.toString()).hasSize((int) ALERT.matcher(rules).results().count());
                assertThat(runbooks).allSatisfy((runbook) -> assertThat(PROJECT.resolve(runbook)).isRegularFile());
            }
        }
    }

    /** A rule that names a controller would no longer see it under another name. */
    @Test
    void noRuleNamesAController() {
        assertThat(SuiteRules.all())
            .filteredOn((rule) -> OPERATIONS.matcher(rule.expression().text())
                .results()
                .anyMatch((selector) -> selector.group().matches(".*\\b(handler|operation)[=!].*")))
            .isEmpty();
    }

    @Test
    void everyHandlerInAQueryIsAController() throws IOException {
        Set<String> controllers = new TreeSet<>();
        for (Path source : files(PROJECT, "src/main/java/.*Controller\\.java")) {
            controllers.add(source.getFileName().toString().replace("Controller.java", ""));
        }
        List<String> unknown = new ArrayList<>();
        for (Path page : files(PROJECT, "(prometheus/rules|docs/runbooks|grafana/dashboards)/[^/]*")) {
            String text = Files.readString(page).replace("\\\"", "\"");
            OPERATIONS.matcher(text)
                .results()
                .flatMap((query) -> HANDLER.matcher(query.group()).results())
                .flatMap((handler) -> Stream.of(handler.group(1).split("\\|")))
                .filter((handler) -> !controllers.contains(handler))
                .forEach((handler) -> unknown.add(page.getFileName() + ": " + handler));
        }
        assertThat(unknown).isEmpty();
    }

    private static List<Path> files(Path root, String pattern) throws IOException {
        Pattern path = Pattern.compile("(.*/)?" + pattern);
        try (Stream<Path> files = Files.find(root, 20, (file, attributes) -> attributes.isRegularFile()
                && path.matcher(root.relativize(file).toString()).matches())) {
            return files.toList();
        }
    }

    @Test
    void noLinkIsBroken() throws IOException {
        List<String> broken = new ArrayList<>();
        try (Stream<Path> pages = Files.list(RUNBOOKS)) {
            for (Path page : pages.filter((path) -> path.toString().endsWith(".md")).toList()) {
                Matcher links = LINK.matcher(Files.readString(page));
                while (links.find()) {
                    if (!links.group(1).contains("://") && !Files.exists(RUNBOOKS.resolve(links.group(1)))) {
                        broken.add(page.getFileName() + " -> " + links.group(1));
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
    }

}
