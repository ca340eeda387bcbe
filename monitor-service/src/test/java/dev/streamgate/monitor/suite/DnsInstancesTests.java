package dev.streamgate.monitor.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DnsInstancesTests {

    private static final Instance AUTH = instance("auth", "http://auth-service:8080");

    private static final Instance TRANSCODER = instance("transcoder", "http://transcoder-service:8080");

    private final Map<String, List<String>> names = new HashMap<>();

    private final DnsInstances instances = new DnsInstances(this::addresses);

    @Test
    void aNameStandsForEachOfItsAddressesAndFollowsThem() {
        this.names.put("auth-service", List.of("10.0.0.2"));
        this.names.put("transcoder-service", List.of("10.0.0.7", "10.0.0.3", "fd00::3"));
        assertThat(named()).containsExactly("auth 10.0.0.2:8080", "transcoder 10.0.0.3:8080",
                "transcoder 10.0.0.7:8080");
        this.names.put("transcoder-service", List.of("10.0.0.9"));
        assertThat(named()).containsExactly("auth 10.0.0.2:8080", "transcoder 10.0.0.9:8080");
    }

    @Test
    void anInstanceThatLostItsNameIsStillThereUntilItsNameComesBack() {
        this.names.put("auth-service", List.of("10.0.0.2"));
        named();
        this.names.clear();
        assertThat(named()).containsExactly("auth 10.0.0.2:8080", "transcoder transcoder-service:8080");
        this.names.put("auth-service", List.of("10.0.0.4"));
        assertThat(named()).first().isEqualTo("auth 10.0.0.4:8080");
    }

    @Test
    void anAddressThatAnotherNameHasNowIsNotAskedInItsPlace() {
        this.names.put("auth-service", List.of("10.0.0.2"));
        named();
        this.names.clear();
        this.names.put("transcoder-service", List.of("10.0.0.2"));
        assertThat(named()).containsExactly("auth auth-service:8080", "transcoder 10.0.0.2:8080");
    }

    @Test
    void whatIsEncryptedKeepsTheNameOfItsCertificate() {
        this.names.put("auth.example", List.of("10.0.0.2"));
        Instance auth = instance("auth", "https://auth.example");
        assertThat(this.instances.of(List.of(auth))).containsExactly(auth);
    }

    /**
     * Equal labels depend on both files: what one names by address, so does the other.
     */
    @Test
    void composeNamesInstancesAsItsPrometheusDoes() throws IOException {
        String prometheus = Files.readString(Path.of("..", "prometheus", "prometheus.yml"));
        assertThat(prometheus).contains("{ names: [auth-service], type: A, port: 8080,")
            .doesNotContain("target_label: instance");
        String compose = Files.readString(Path.of("..", "docker-compose.yml"));
        assertThat(compose).contains("STREAMGATE_AUTH_URL: http://auth-service:8080",
                "STREAMGATE_MONITOR_RESOLVENAMES: \"true\"");
    }

    private List<String> named() {
        return this.instances.of(List.of(AUTH, TRANSCODER))
            .stream()
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
