/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.streamgate.launcher.terminal.LaunchFailure;

/**
 * The committed configurations of Prometheus and Alertmanager, which docker-compose uses
 * as well, with the addresses on this machine.
 *
 * @param project the directory of the sources
 * @param services addresses of the services by name, without scheme
 * @param prometheus address of Prometheus, without scheme
 * @param alertmanager addresses of Alertmanager, without scheme; may be empty
 */
record ObserverFiles(Path project, Map<String, String> services, String prometheus, List<String> alertmanager) {

    private static final Pattern DISCOVERY = Pattern
        .compile("(?ms)^( *)# discovery of ([a-z ]+)$.*?^ *# end of discovery\\n");

    private static final Pattern MONITOR = Pattern.compile("http://monitor-service:\\d+");

    private static final Pattern TOKEN_FILE = Pattern.compile("(?m)credentials_file:.*$");

    /** Prometheus' configuration with static targets in place of DNS discovery. */
    String prometheusConfiguration() {
        String committed = read("prometheus/prometheus.yml");
        String found = replace(DISCOVERY, committed, (section) -> switch (section.group(2)) {
            case "services" -> listed(section.group(1),
                    this.services.entrySet()
                        .stream()
                        .map((service) -> "- { targets: [\"%s\"], labels: { __meta_dns_name: %s-service } }"
                            .formatted(service.getValue(), service.getKey()))
                        .sorted()
                        .toList());
            case "alertmanager" ->
                section.group(1) + "- " + listed(section.group(1) + "  ", targets(this.alertmanager)).stripLeading();
            case "alertmanager to scrape" -> listed(section.group(1), targets(this.alertmanager));
            case "prometheus" -> listed(section.group(1), targets(List.of(this.prometheus)));
            default -> throw new LaunchFailure(
                    "prometheus/prometheus.yml has an unknown discovery section: " + section.group(2));
        });
        return found.replace("- rules/", "- " + this.project.resolve("prometheus/rules") + "/");
    }

    /**
     * Alertmanager's configuration with the webhook of monitor-service on this machine.
     */
    String alertmanagerConfiguration(Path tokenFile) {
        String committed = read("alertmanager/alertmanager.yml");
        String addressed = replace(MONITOR, committed, (monitor) -> "http://" + this.services.get("monitor"));
        return replace(TOKEN_FILE, addressed, (line) -> "credentials_file: " + tokenFile);
    }

    /** The contents of all rule files. */
    String rules() {
        try (var files = Files.list(this.project.resolve("prometheus/rules"))) {
            return files.filter((file) -> file.toString().endsWith(".yml"))
                .sorted()
                .map(ObserverFiles::read)
                .collect(Collectors.joining());
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not list prometheus/rules", ex);
        }
    }

    private static List<String> targets(List<String> addresses) {
        return addresses.stream().map("- { targets: [\"%s\"] }"::formatted).toList();
    }

    private static String listed(String indent, List<String> groups) {
        return groups.isEmpty() ? indent + "static_configs: []\n"
                : groups.stream()
                    .map((group) -> indent + "  " + group + "\n")
                    .collect(Collectors.joining("", indent + "static_configs:\n", ""));
    }

    private static String replace(Pattern pattern, String text, Function<MatchResult, String> replacement) {
        return pattern.matcher(text).replaceAll((match) -> Matcher.quoteReplacement(replacement.apply(match)));
    }

    private String read(String name) {
        return read(this.project.resolve(name));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        }
        catch (IOException ex) {
            throw new LaunchFailure("Could not read " + file, ex);
        }
    }

}
