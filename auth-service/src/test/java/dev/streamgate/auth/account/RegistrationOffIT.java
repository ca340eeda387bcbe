/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import dev.streamgate.auth.testing.AuthClient;
import dev.streamgate.auth.testing.AuthServiceTest;
import dev.streamgate.auth.testing.TestProperties;
import dev.streamgate.hardening.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

@AuthServiceTest
@TestPropertySource(properties = "streamgate.auth.registration=false")
class RegistrationOffIT {

    private final AuthClient client;

    @Autowired
    RegistrationOffIT(AuthClient client) {
        this.client = client;
    }

    @Test
    void usersCannotRegisterAndTheAdminSignsIn() {
        assertThat(this.client
            .post("/api/v1/auth/register", AuthClient.credentials("new@example.com", AuthClient.PASSWORD))
            .expect(403)
            .problem()).isEqualTo("registration-off");
        assertThat(this.client.admin()).isNotEmpty();
    }

    @Test
    void aDisclosedPasswordIsRefusedAndTheServiceLearnsFiveDigitsOfItsHash() throws IOException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/range/", (exchange) -> {
            try (exchange) {
                asked.add(exchange.getRequestURI().getPath());
                // The rest of the SHA-1 of "password", and padding.
                byte[] body = "1E4C9B93F3F0682250B6CF8331B7EE68FD8:42\r\n1E4C9B93F3F0682250B6CF8331B7EE68FD9:0\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        service.start();
        String address = "http://127.0.0.1:" + service.getAddress().getPort() + "/range";
        BreachedPasswords passwords = new BreachedPasswords(
                TestProperties.with(java.util.Map.of("passwords.breach-check-url", address)));
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> passwords.check("password"));
        assertThatNoException().isThrownBy(() -> passwords.check("plum orchard"));
        assertThat(asked.getFirst()).isEqualTo("/range/5BAA6");
        assertThat(asked).allSatisfy((path) -> assertThat(path).hasSize("/range/".length() + 5));
        service.stop(0);
        assertThatNoException().isThrownBy(() -> passwords.check("password"));
        assertThatNoException()
            .isThrownBy(() -> new BreachedPasswords(TestProperties.with(java.util.Map.of())).check("password"));
    }

}
