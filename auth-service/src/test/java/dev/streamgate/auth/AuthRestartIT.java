/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth;

import java.util.ArrayList;
import java.util.List;

import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import dev.streamgate.auth.testing.AuthClient;
import dev.streamgate.auth.testing.AuthServiceTest;
import dev.streamgate.testing.http.Reply;
import dev.streamgate.testing.postgres.PostgresServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(OutputCaptureExtension.class)
class AuthRestartIT {

    private static final String KEY = "streamgate.auth.key-encryption-key=";

    private static final String OTHER_KEY = "//////////////////////////////////////////8=";

    private static final String PASSWORD = "streamgate.auth.initial-admin.password=";

    private final String database = PostgresServer.createDatabase();

    @Test
    void accountsSessionsAndKeysSurviveARestart() throws Exception {
        String accessToken;
        String refreshToken;
        try (var service = start(KEY + AuthServiceTest.KEY, PASSWORD + AuthServiceTest.ADMIN_PASSWORD)) {
            Reply tokens = client(service).login("admin@streamgate.local", AuthServiceTest.ADMIN_PASSWORD).expect(200);
            accessToken = tokens.field("accessToken");
            refreshToken = tokens.field("refreshToken");
        }
        try (var service = start(KEY + AuthServiceTest.KEY, PASSWORD + "a password that has no effect")) {
            AuthClient client = client(service);
            client.profile(accessToken).expect(200);
            String renewed = client.refresh(refreshToken).expect(200).field("accessToken");
            assertThat(SignedJWT.parse(renewed).getHeader().getKeyID())
                .isEqualTo(SignedJWT.parse(accessToken).getHeader().getKeyID());
            client.login("admin@streamgate.local", "a password that has no effect").expect(401);
        }
    }

    @Test
    void aDifferentKeyEncryptionKeyPreventsTheStartWithAReason(CapturedOutput output) {
        start(KEY + AuthServiceTest.KEY, PASSWORD + AuthServiceTest.ADMIN_PASSWORD).close();
        assertStartFails(KEY + OTHER_KEY);
        assertThat(output)
            .contains("APPLICATION FAILED TO START", "cannot be decrypted with", "STREAMGATE_KEY_ENCRYPTION_KEY")
            .doesNotContain(OTHER_KEY);
    }

    @Test
    void aMissingKeyEncryptionKeyPreventsTheStartWithInstructions(CapturedOutput output) {
        assertStartFails(KEY);
        assertThat(output).contains("STREAMGATE_KEY_ENCRYPTION_KEY) is not set", "openssl rand -base64 32");
    }

    @Test
    void aWeakInitialAdminPasswordPreventsTheStartAndIsNotLogged(CapturedOutput output) {
        assertStartFails(KEY + AuthServiceTest.KEY, PASSWORD + "administrator1");
        assertThat(output).contains("STREAMGATE_ADMIN_PASSWORD").doesNotContain("administrator1");
    }

    @Test
    void aShortServiceSecretPreventsTheStartAndIsNotLogged(CapturedOutput output) {
        assertStartFails(KEY + AuthServiceTest.KEY, "streamgate.auth.service-secrets.worker=letmein77");
        assertThat(output).contains("STREAMGATE_SERVICE_SECRETS_WORKER").doesNotContain("letmein77");
    }

    @Test
    void aGeneratedPasswordIsLoggedOnceAndWorks(CapturedOutput output) {
        try (var service = start(KEY + AuthServiceTest.KEY)) {
            String generated = output.toString().split("with the password ", 2)[1].split(" ", 2)[0];
            client(service).login("admin@streamgate.local", generated).expect(200);
        }
        int length = output.length();
        start(KEY + AuthServiceTest.KEY).close();
        assertThat(output.toString().substring(length)).doesNotContain("password");
    }

    private void assertStartFails(String... settings) {
        assertThatExceptionOfType(Exception.class).isThrownBy(() -> start(settings).close());
    }

    private ConfigurableApplicationContext start(String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of("server.port=0", "spring.datasource.url=" + this.database,
                "spring.datasource.username=" + PostgresServer.USER, "spring.datasource.password=",
                "streamgate.auth.passwords.memory=64KB", "streamgate.auth.passwords.iterations=1"));
        return new SpringApplicationBuilder(AuthApplication.class)
            .run(all.stream().map((setting) -> "--" + setting).toArray(String[]::new));
    }

    private static AuthClient client(ConfigurableApplicationContext service) {
        return new AuthClient(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

}
