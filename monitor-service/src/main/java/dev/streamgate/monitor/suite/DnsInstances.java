package dev.streamgate.monitor.suite;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * As many instances as DNS has addresses for the name of one, each named by address and
 * port, as Prometheus' {@code dns_sd_configs} of type A names them: with equal labels,
 * what both say of an instance is one alert. Not safe for threads.
 */
class DnsInstances {

    private static final Logger log = LoggerFactory.getLogger(DnsInstances.class);

    private final Lookup lookup;

    private final Map<Instance, List<Instance>> known = new HashMap<>();

    DnsInstances(Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * The instances that names stand for, in the order of the names and then of the
     * addresses. A container that ended loses its name; a name that is unknown for the
     * time being stands for what it stood for, less what another name has now, since that
     * is down and not gone. A name that never was known stands for itself.
     */
    List<Instance> of(List<Instance> named) {
        Map<Instance, List<Instance>> found = named.stream()
            .distinct()
            .collect(Collectors.toMap((instance) -> instance, this::find));
        Set<String> taken = new HashSet<>();
        found.values().forEach((instances) -> instances.forEach((instance) -> taken.add(instance.name())));
        return named.stream().flatMap((name) -> {
            List<Instance> now = found.getOrDefault(name, List.of());
            if (now.isEmpty()) {
                now = this.known.getOrDefault(name, List.of())
                    .stream()
                    .filter((instance) -> !taken.contains(instance.name()))
                    .toList();
            }
            else {
                this.known.put(name, now);
            }
            return now.isEmpty() ? Stream.of(name) : now.stream();
        }).toList();
    }

    /** A certificate is made out to a name, so an https address stands for itself. */
    private List<Instance> find(Instance named) {
        if (!"http".equals(named.address().getScheme())) {
            return List.of(named);
        }
        try {
            return Stream.of(this.lookup.addresses(named.address().getHost()))
                .filter(Inet4Address.class::isInstance)
                .map((address) -> at(named, address.getHostAddress()))
                .distinct()
                .sorted(Comparator.comparing(Instance::name))
                .toList();
        }
        catch (UnknownHostException ex) {
            log.debug("DNS does not know {}", named.name(), ex);
            return List.of();
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
