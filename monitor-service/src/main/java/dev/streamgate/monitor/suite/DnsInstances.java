/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.monitor.suite;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Resolves the host name of an instance to one instance for each IPv4 address, named by
 * address and port as Prometheus' {@code dns_sd_configs} of type A names them, so that
 * alerts from both have equal labels. Thread-safe if the lookup is.
 */
class DnsInstances {

    private static final Logger log = LoggerFactory.getLogger(DnsInstances.class);

    private final Set<String> services;

    private final Lookup lookup;

    /**
     * Creates a resolver.
     * @param services the services whose host names are resolved
     * @param lookup resolves host names
     */
    DnsInstances(Collection<String> services, Lookup lookup) {
        this.services = Set.copyOf(services);
        this.lookup = lookup;
    }

    /**
     * Resolves a configured instance.
     * @return the instances, ordered by name. A host name without addresses, for instance
     * of stopped containers, yields the configured instance, which is down; the rules in
     * {@code prometheus/rules/streamgate-recording.yml} give it the same name. So does an
     * https address, since a certificate is issued for the host name.
     */
    List<Instance> resolve(Instance configured) {
        if (!this.services.contains(configured.service()) || !"http".equals(configured.address().getScheme())) {
            return List.of(configured);
        }
        try {
            List<Instance> found = Stream.of(this.lookup.addresses(configured.address().getHost()))
                .filter(Inet4Address.class::isInstance)
                .map((address) -> at(configured, address.getHostAddress()))
                .distinct()
                .sorted(Comparator.comparing(Instance::name))
                .toList();
            return found.isEmpty() ? List.of(configured) : found;
        }
        catch (UnknownHostException ex) {
            log.debug("No address found for {}", configured.name(), ex);
            return List.of(configured);
        }
    }

    private static Instance at(Instance configured, String host) {
        URI address = UriComponentsBuilder.fromUri(configured.address()).host(host).build().toUri();
        return new Instance(configured.service(), address);
    }

    /** Resolves host names. */
    @FunctionalInterface
    interface Lookup {

        InetAddress[] addresses(String host) throws UnknownHostException;

    }

}
