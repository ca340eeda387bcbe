package dev.streamgate.system;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    @Test
    void everyTestOfARulePasses() throws Exception {
        List<String> command = new ArrayList<>(List.of("promtool", "test", "rules"));
        try (Stream<Path> tests = Files.list(folder.resolve("tests"))) {
            tests.map(Path::toString).filter((name) -> name.endsWith(".yml")).sorted().forEach(command::add);
        }
        assertThat(Stack.run(command, Map.of())).contains("SUCCESS").doesNotContain("FAILED");
    }

    static boolean canRun() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch((path) -> Files.isExecutable(Path.of(path, "promtool")));
    }

}
