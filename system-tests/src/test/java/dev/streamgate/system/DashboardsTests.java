/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Static checks of the dashboards, without Grafana and without a stack. */
class DashboardsTests {

    private static final Pattern RUNBOOK = Pattern.compile("\\$\\{runbooks}/([\\w-]+\\.md)");

    private static final Set<String> UIDS = Set.of("prometheus", "traces");

    /**
     * The known keys: Grafana ignores unknown ones, so a typing error would be silent.
     */
    private static final Map<String, Set<String>> KEYS = Map.of("dashboard", Set.of("uid", "title", "description",
            "tags", "schemaVersion", "version", "editable", "graphTooltip", "fiscalYearStartMonth", "liveNow",
            "timezone", "weekStart", "refresh", "time", "timepicker", "templating", "annotations", "links", "panels"),
            "panel",
            Set.of("id", "type", "title", "description", "datasource", "targets", "gridPos", "fieldConfig", "options",
                    "links", "transformations", "collapsed", "panels"),
            "target",
            Set.of("datasource", "editorMode", "refId", "expr", "legendFormat", "instant", "range", "format",
                    "exemplar"),
            "defaults", Set.of("unit", "min", "max", "color", "decimals", "mappings", "custom", "thresholds"), "custom",
            Set.of("drawStyle", "lineWidth", "fillOpacity", "showPoints", "spanNulls", "stacking", "thresholdsStyle",
                    "align", "cellOptions", "filterable"),
            "variable", Set.of("name", "label", "description", "type", "datasource", "definition", "query", "refresh",
                    "sort", "multi", "includeAll", "allValue", "current", "options", "regex", "hide", "skipUrlSync"));

    private static final Set<String> TYPES = Set.of("row", "timeseries", "stat", "table", "state-timeline");

    private static final Set<String> UNITS = Set.of("none", "short", "reqps", "ops", "s", "percentunit", "bytes", "Bps",
            "x");

    private final List<Dashboard> all = Dashboard.all();

    @Test
    void theSuiteEachServiceMediaJvmsAndAlertsHaveADashboard() {
        assertThat(this.all).extracting(Dashboard::name)
            .containsAll(Stack.SERVICES.stream().map((service) -> service + ".json").toList())
            .contains("overview.json", "media.json", "jvm.json", "alerts.json")
            .hasSize(13);
        assertThat(this.all).extracting((dashboard) -> dashboard.json().path("uid").asString()).doesNotHaveDuplicates();
        assertThat(this.all).extracting((dashboard) -> dashboard.json().path("title").asString())
            .doesNotHaveDuplicates();
    }

    @Test
    void allKeysAreKnownToGrafana() {
        for (Dashboard dashboard : this.all) {
            requireKeys("dashboard", dashboard.json());
            dashboard.json().path("templating").path("list").forEach((variable) -> requireKeys("variable", variable));
            for (JsonNode panel : dashboard.json().path("panels")) {
                requireKeys("panel", panel);
                assertThat(TYPES).contains(panel.path("type").asString());
                panel.path("targets").forEach((target) -> requireKeys("target", target));
                requireKeys("defaults", panel.path("fieldConfig").path("defaults"));
                requireKeys("custom", panel.path("fieldConfig").path("defaults").path("custom"));
            }
        }
    }

    @Test
    void panelsHaveUniqueIdsAndDoNotOverlap() {
        for (Dashboard dashboard : this.all) {
            Set<Integer> ids = new HashSet<>();
            Set<String> cells = new HashSet<>();
            for (JsonNode panel : dashboard.json().path("panels")) {
                assertThat(ids.add(panel.path("id").asInt())).as(dashboard.name() + panel.path("title")).isTrue();
                JsonNode place = panel.path("gridPos");
                assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
                for (int x = 0; x < place.path("w").asInt(); x++) {
                    for (int y = 0; y < place.path("h").asInt(); y++) {
                        String cell = (place.path("x").asInt() + x) + "," + (place.path("y").asInt() + y);
                        assertThat(cells.add(cell)).as(dashboard.name() + panel.path("title")).isTrue();
                    }
                }
            }
        }
    }

    @Test
    void eachPanelHasADescriptionAUnitAndADataSource() {
        for (Dashboard dashboard : this.all) {
            assertThat(dashboard.json().path("description").asString()).isNotBlank();
            assertThat(dashboard.json().path("schemaVersion").asInt()).isGreaterThanOrEqualTo(41);
            Set<String> titles = new HashSet<>();
            for (JsonNode panel : dashboard.panels()) {
                String where = dashboard.name() + ", " + panel.path("title").asString();
                assertThat(titles.add(panel.path("title").asString())).as(where + " twice").isTrue();
                assertThat(panel.path("description").asString()).as(where).hasSizeGreaterThan(20);
                assertThat(panel.path("fieldConfig").path("defaults").path("unit").asString()).as(where).isIn(UNITS);
                assertThat(panel.path("targets")).as(where).isNotEmpty();
                for (JsonNode target : panel.path("targets")) {
                    assertThat(target.path("datasource").path("uid").asString()).as(where).isEqualTo("prometheus");
                }
            }
        }
    }

    @Test
    void latencyLinksToTracesAndDashboardsLinkToRunbooks() {
        for (Dashboard dashboard : this.all) {
            String text = dashboard.json().toString();
            assertThat(text).contains("${runbooks}/README.md", "/explore?schemaVersion=1");
            if (text.contains("streamgate_requests_seconds_bucket")) {
                assertThat(text).as(dashboard.name()).contains("\"exemplar\":true");
            }
            assertThat(text).as("no external addresses").doesNotContain("http://", "https://");
        }
    }

    @Test
    void linkedRunbooksExist() {
        List<String> missing = new ArrayList<>();
        for (Dashboard dashboard : this.all) {
            Matcher links = RUNBOOK.matcher(dashboard.json().toString());
            while (links.find()) {
                if (Files.notExists(Dashboard.project.resolve("docs/runbooks").resolve(links.group(1)))) {
                    missing.add(links.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked")
    void provisionedDataSourcesHaveTheUidsOfDashboards() throws Exception {
        Path file = Dashboard.project.resolve("grafana/provisioning/datasources/streamgate.yml");
        Map<String, Object> provisioned = new Yaml().load(Files.readString(file));
        assertThat((List<Map<String, Object>>) provisioned.get("datasources")).extracting((source) -> source.get("uid"))
            .containsExactlyInAnyOrderElementsOf(UIDS);
    }

    @Test
    @EnabledIf(value = "nodeInstalled", disabledReason = "Requires node")
    void dashboardsEqualTheOutputOfTheirGenerator() {
        Stack.run(List.of("node", Dashboard.project.resolve("grafana/generate.mjs").toString(), "--check"), Map.of());
    }

    static boolean nodeInstalled() {
        return JavaScript.isInstalled();
    }

    private static void requireKeys(String kind, JsonNode node) {
        Set<String> known = KEYS.get(kind);
        Stream<String> unknown = node.propertyNames().stream().filter((name) -> !known.contains(name));
        assertThat(unknown).as(kind + " " + node.path("title").asString()).isEmpty();
    }

}
