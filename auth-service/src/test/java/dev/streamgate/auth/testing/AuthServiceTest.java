/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Instant;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;

import dev.streamgate.auth.AuthApplication;
import dev.streamgate.testing.postgres.WithPostgres;
import dev.streamgate.testing.time.MovableClock;

/**
 * Runs the whole service on a free port with a real database and a stopped clock, cheap
 * password hashing and without scheduled tasks.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithPostgres
@SpringBootTest(classes = AuthApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = { "streamgate.auth.key-encryption-key=" + AuthServiceTest.KEY,
                "streamgate.auth.initial-admin.password=" + AuthServiceTest.ADMIN_PASSWORD,
                "streamgate.auth.service-secrets.worker=" + AuthServiceTest.WORKER_SECRET,
                "streamgate.auth.passwords.memory=64KB", "streamgate.auth.passwords.iterations=1",
                "streamgate.auth.keys.check-interval=1d", "streamgate.rate-limit.enabled=false" })
@Import(AuthServiceTest.Fixtures.class)
public @interface AuthServiceTest {

    /** A key encryption key. */
    String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /** Password of the initial administrator. */
    String ADMIN_PASSWORD = "correct horse battery staple";

    /** Secret of the service named worker. */
    String WORKER_SECRET = "0123456789abcdef0123456789abcdef";

    /** Clock and client of the tests. */
    @TestConfiguration(proxyBeanMethods = false)
    class Fixtures {

        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock(Instant.parse("2030-01-01T00:00:00Z"));
        }

        @Bean
        @Lazy
        AuthClient authClient(@LocalServerPort int port) {
            return new AuthClient(port);
        }

    }

}
