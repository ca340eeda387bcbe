package dev.streamgate.auth.account;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClientNetworkTests {

    @Test
    void anIpv4AddressIsANetworkOfItsOwn() {
        assertThat(ClientNetwork.of("192.0.2.7")).isEqualTo("192.0.2.7");
    }

    @Test
    void anIpv6CustomerIsOneNetwork() {
        assertThat(ClientNetwork.of("2001:db8:1:2:aaaa::1")).isEqualTo(ClientNetwork.of("2001:db8:1:2::ffff"))
            .isNotEqualTo(ClientNetwork.of("2001:db8:1:3::1"));
        assertThat(ClientNetwork.of("::ffff:192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(ClientNetwork.of("fe80::1%2")).isEqualTo(ClientNetwork.of("fe80::2%2"));
    }

}
