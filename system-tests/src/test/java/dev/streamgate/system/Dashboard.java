/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A dashboard of {@code grafana/dashboards}.
 *
 * @param name the file's name
 * @param json the file's contents
 */
record Dashboard(String name, JsonNode json) {

    static final Path project = Path.of("").toAbsolutePath().getParent();

    static List<Dashboard> all() {
        JsonMapper mapper = JsonMapper.builder().build();
        try (Stream<Path> files = Files.list(project.resolve("grafana/dashboards"))) {
            return files.sorted()
                .map((file) -> new Dashboard(file.getFileName().toString(), mapper.readTree(file.toFile())))
                .toList();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The panels without rows. */
    List<JsonNode> panels() {
        return this.json.path("panels")
            .valueStream()
            .filter((panel) -> !"row".equals(panel.path("type").asString()))
            .toList();
    }

    /**
     * The queries that Grafana sends to Prometheus for this dashboard if all values of
     * variables are selected.
     */
    List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.path("targets")) {
                queries.add(new Query(this.name + ", " + panel.path("title").asString(),
                        withAllValues(target.path("expr").asString()), target.path("range").asBoolean()));
            }
        }
        for (JsonNode variable : this.json.path("templating").path("list")) {
            if ("query".equals(variable.path("type").asString())) {
                String[] words = withAllValues(variable.path("definition").asString())
                    .replaceFirst("^label_values\\((.*), *(\\w+)\\)$", "$1\n$2")
                    .split("\n", -1);
                queries.add(new Query(this.name + ", variable " + variable.path("name").asString(),
                        "count by (%s) (%s)".formatted(words[1], words[0]), false));
            }
        }
        return queries;
    }

    private static String withAllValues(String expression) {
        return expression.replace("$__rate_interval", "1m").replace("$service", ".+").replace("$instance", ".+");
    }

    /**
     * A query.
     *
     * @param where the panel or variable
     * @param expression the PromQL expression without variables of Grafana
     * @param range whether it is a range query
     */
    record Query(String where, String expression, boolean range) {
    }

}
