package dev.streamgate.system;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import static org.assertj.core.api.Assertions.assertThat;

/** Configuration and rules, as Prometheus' own tool sees them. */
@EnabledIf(value = "canRun", disabledReason = "Needs Debian's prometheus: ./streamgate test installs it as root")
class PrometheusRulesTests {

    private static final Path folder = Dashboard.project.resolve("prometheus");

    @Test
    void theConfigurationAndEveryRuleAreValid() {
        assertThat(Stack.run(List.of("promtool", "check", "config", folder.resolve("prometheus.yml").toString()),
                Map.of()))
            .contains("SUCCESS")
            .contains("rules found");
    }

    /** Those of the alerts are run beside the library that makes them. */
    @Test
    void theTestsOfRecordedSeriesPass() {
        assertThat(Stack.run(
                List.of("promtool", "test", "rules", folder.resolve("tests").resolve("recording-test.yml").toString()),
                Map.of()))
            .contains("SUCCESS");
    }

    static boolean canRun() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch((path) -> Files.isExecutable(Path.of(path, "promtool")));
    }

}
