/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.network;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ClientAddressesTests {

    private final ClientAddresses addresses = new ClientAddresses(
            List.of(AddressRange.parse("127.0.0.0/8"), AddressRange.parse("10.0.0.0/8"), AddressRange.parse("::1")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            203.0.113.9 | -                                        | 203.0.113.9
            203.0.113.9 | 198.51.100.1                             | 203.0.113.9
            127.0.0.1   | -                                        | 127.0.0.1
            127.0.0.1   | 198.51.100.1                             | 198.51.100.1
            127.0.0.1   | 198.51.100.1:4711                        | 198.51.100.1
            127.0.0.1   | 6.6.6.6, 198.51.100.1                    | 198.51.100.1
            127.0.0.1   | 6.6.6.6, 198.51.100.1, 10.1.2.3          | 198.51.100.1
            127.0.0.1   | 10.9.9.9, 10.1.2.3                       | 10.9.9.9
            127.0.0.1   | 6.6.6.6, garbage, 10.1.2.3               | 10.1.2.3
            127.0.0.1   | garbage                                  | 127.0.0.1
            127.0.0.1   | 6.6.6.6,                                 | 127.0.0.1
            ::1         | [2001:db8:1:2:3::4]:443                  | 2001:db8:1:2:3:0:0:4
            0:0:0:0:0:0:0:1 | ::ffff:198.51.100.1                  | 198.51.100.1
            """)
    void theClientIsTheLastAddressThatIsNotATrustedProxy(String peer, String forwarded, String expected) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(peer);
        if (forwarded != null) {
            request.addHeader("X-Forwarded-For", forwarded);
        }
        assertThat(this.addresses.of(request)).hasToString(expected);
    }

    @Test
    void severalHeadersAreOneList() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr("127.0.0.1");
        request.addHeader("X-Forwarded-For", "6.6.6.6");
        request.addHeader("X-Forwarded-For", "198.51.100.1, 10.0.0.1");
        assertThat(this.addresses.of(request)).hasToString("198.51.100.1");
    }

    @Test
    void aConnectionWithoutAnAddressHasNoClientAddress() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr("unix:/run/socket");
        assertThat(this.addresses.of(request)).isNull();
    }

    @ParameterizedTest
    @CsvSource({ "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64", "2001:db8:1:2::9, 2001:db8:1:2::/64", "::1, 0:0:0:0::/64",
            "::ffff:1.2.3.4, 1.2.3.4", "1.2.3.4:80, 1.2.3.4", "fe80::1%eth0, fe80:0:0:0::/64",
            "2001:DB8:0:0:0:0:1.2.3.4, 2001:db8:0:0::/64" })
    void aSubscriberIsAnIpv4AddressOrAnIpv6Network(String address, String subscriber) {
        assertThat(IpAddress.parse(address)).isNotNull().extracting(IpAddress::subscriber).isEqualTo(subscriber);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "1.2.3", "1.2.3.4.5", "256.1.1.1", "01.2.3.4", "1.2.3.-4", "1.2.3.4:",
            "1.2.3.4:x", "1.2.3.4:123456", "localhost", "2001:db8", ":::", "1::2::3", "12345::", "::g", "[::1",
            "[::1]x", "1:2:3:4:5:6:7:8:9", "::1.2.3", "1:2:3:4:5:6:7:1.2.3.4", "１.2.3.4", "::１" })
    void malformedAddressesAreNotParsed(String text) {
        assertThat(IpAddress.parse(text)).isNull();
    }

    @Test
    void aRangeContainsTheAddressesOfItsPrefix() {
        AddressRange range = AddressRange.parse("192.0.2.128/25");
        assertThat(range.contains(IpAddress.parse("192.0.2.128"))).isTrue();
        assertThat(range.contains(IpAddress.parse("192.0.2.255"))).isTrue();
        assertThat(range.contains(IpAddress.parse("192.0.2.127"))).isFalse();
        assertThat(AddressRange.parse("0.0.0.0/0").contains(IpAddress.parse("2001:db8::1"))).isFalse();
        assertThat(AddressRange.parse("fd00::/8").contains(IpAddress.parse("fdff::1"))).isTrue();
        assertThat(AddressRange.parse("fd00::/8").contains(IpAddress.parse("fe00::1"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = { "proxy", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "::/129" })
    void aMalformedRangeIsRejected(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressRange.parse(text)).withMessageContaining(text);
    }

}
