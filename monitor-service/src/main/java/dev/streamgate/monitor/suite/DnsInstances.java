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
 * As many instances as DNS has addresses for the name of one, each named by address and
 * port, as Prometheus' {@code dns_sd_configs} of type A names them: with equal labels,
 * what both say of an instance is one alert. Safe for threads if its lookup is.
 */
class DnsInstances {

    private static final Logger log = LoggerFactory.getLogger(DnsInstances.class);

    private final Set<String> services;

    private final Lookup lookup;

    /**
     * Makes a view of DNS.
     * @param services those that are looked for; instances of others are as they are
     */
    DnsInstances(Collection<String> services, Lookup lookup) {
        this.services = Set.copyOf(services);
        this.lookup = lookup;
    }

    /**
     * The instances that a name stands for, in the order of their names. Of a container
     * that ended DNS knows nothing: such a name stands for itself, which is down (the
     * rules in {@code prometheus/rules/streamgate-recording.yml} call it the same). A
     * certificate is made out to a name, so an https address always stands for itself.
     */
    List<Instance> of(Instance named) {
        if (!this.services.contains(named.service()) || !"http".equals(named.address().getScheme())) {
            return List.of(named);
        }
        try {
            List<Instance> found = Stream.of(this.lookup.addresses(named.address().getHost()))
                .filter(Inet4Address.class::isInstance)
                .map((address) -> at(named, address.getHostAddress()))
                .distinct()
                .sorted(Comparator.comparing(Instance::name))
                .toList();
            return found.isEmpty() ? List.of(named) : found;
        }
        catch (UnknownHostException ex) {
            log.debug("DNS does not know {}", named.name(), ex);
            return List.of(named);
        }
    }

    private static Instance at(Instance named, String host) {
        URI address = UriComponentsBuilder.fromUri(named.address()).host(host).build().toUri();
        return new Instance(named.service(), address);
    }

    /** Where names are looked up. */
    @FunctionalInterface
    interface Lookup {

        InetAddress[] addresses(String host) throws UnknownHostException;

    }

}
