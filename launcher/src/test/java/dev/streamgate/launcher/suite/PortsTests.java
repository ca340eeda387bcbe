/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.launcher.suite;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.streamgate.launcher.observe.Observer;
import dev.streamgate.launcher.terminal.LaunchFailure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PortsTests {

    @Test
    void theTwelvePortsAreConsecutive() {
        Ports ports = Ports.parse("8080");
        assertThat(ports.of(ServiceDefinition.GATEWAY)).isEqualTo(8080);
        assertThat(ports.of(ServiceDefinition.AUTH)).isEqualTo(8081);
        assertThat(ports.of(ServiceDefinition.MONITOR)).isEqualTo(8088);
        assertThat(ports.postgres()).isEqualTo(8089);
        assertThat(ports.of(Observer.PROMETHEUS)).isEqualTo(8090);
        assertThat(ports.of(Observer.ALERTMANAGER)).isEqualTo(8091);
        assertThat(ServiceDefinition.values()).extracting(ports::of).doesNotHaveDuplicates();
        assertThat(ports.url(ServiceDefinition.UPLOAD)).isEqualTo("http://127.0.0.1:8082");
    }

    @Test
    void theLastPortMayBe65535() {
        assertThat(Ports.parse("65524").of(Observer.ALERTMANAGER)).isEqualTo(65535);
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "65525", "-1", "http", "80.5", "99999999999" })
    void aBaseWithoutRoomForAllPortsIsRejected(String text) {
        assertThatExceptionOfType(LaunchFailure.class).isThrownBy(() -> Ports.parse(text))
            .withMessageContaining("STREAMGATE_PORT")
            .withMessageContaining(text);
    }

    @Test
    void aPortInUseIsReportedWithARemedy() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(LaunchFailure.class)
                .isThrownBy(() -> Ports.requireFree(other.getLocalPort(), "auth"))
                .withMessageContaining("auth")
                .withMessageContaining("STREAMGATE_PORT");
        }
    }

}
