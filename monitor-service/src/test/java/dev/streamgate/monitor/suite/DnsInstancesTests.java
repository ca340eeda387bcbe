/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DnsInstancesTests {

    private static final Instance AUTH = instance("auth", "http://auth-service:8080");

    private static final Instance TRANSCODER = instance("transcoder", "http://transcoder-service:8080");

    private final Map<String, List<String>> names = new HashMap<>();

    private final DnsInstances instances = new DnsInstances(List.of("transcoder", "streaming"), this::addresses);

    @Test
    void aHostNameIsResolvedToEachOfItsAddresses() {
        this.names.put("auth-service", List.of("10.0.0.2"));
        this.names.put("transcoder-service", List.of("10.0.0.7", "10.0.0.3", "fd00::3"));
        assertThat(named()).containsExactly("auth auth-service:8080", "transcoder 10.0.0.3:8080",
                "transcoder 10.0.0.7:8080");
        this.names.put("transcoder-service", List.of("10.0.0.9"));
        assertThat(named()).containsExactly("auth auth-service:8080", "transcoder 10.0.0.9:8080");
        this.names.clear();
        assertThat(named()).as("no address").last().isEqualTo("transcoder transcoder-service:8080");
    }

    @Test
    void anHttpsAddressKeepsTheNameOfItsCertificate() {
        this.names.put("transcoder.example", List.of("10.0.0.2"));
        Instance transcoder = instance("transcoder", "https://transcoder.example");
        assertThat(this.instances.resolve(transcoder)).containsExactly(transcoder);
    }

    /** Both sources of alerts need equal labels. */
    @Test
    void composeNamesInstancesAsItsPrometheusDoes() throws IOException {
        assertThat(read("docker-compose.yml")).contains("STREAMGATE_MONITOR_RESOLVENAMES: transcoder,streaming\n");
        for (String service : List.of("gateway", "auth", "upload", "metadata", "worker", "transcoder", "streaming",
                "cache", "monitor")) {
            String name = service + "-service:8080";
            boolean several = List.of("transcoder", "streaming").contains(service);
            assertThat(read("docker-compose.yml"))
                .contains("STREAMGATE_" + service.toUpperCase(Locale.ROOT) + "_URL: http://" + name);
            assertThat(read("prometheus/prometheus.yml")).doesNotContain("target_label: instance")
                .contains(several ? "{ names: [" + service + "-service], type: A, port: 8080,"
                        : "{ targets: [\"" + name + "\"], labels: { __meta_dns_name: " + service + "-service } }");
            String absent = "absent(up{job=\"streamgate\",service=\"" + service + "\",instance!=\"" + name
                    + "\"})\n        labels: { instance: \"" + name + "\" }";
            assertThat(read("prometheus/rules/streamgate-recording.yml").contains(absent)).as(service)
                .isEqualTo(several);
        }
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of("..").resolve(file));
    }

    private List<String> named() {
        return Stream.of(AUTH, TRANSCODER)
            .flatMap((instance) -> this.instances.resolve(instance).stream())
            .map((instance) -> instance.service() + " " + instance.name())
            .toList();
    }

    private InetAddress[] addresses(String host) throws UnknownHostException {
        List<String> found = this.names.get(host);
        if (found == null) {
            throw new UnknownHostException(host);
        }
        InetAddress[] addresses = new InetAddress[found.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = InetAddress.ofLiteral(found.get(i));
        }
        return addresses;
    }

    private static Instance instance(String service, String address) {
        return new Instance(service, URI.create(address));
    }

}
