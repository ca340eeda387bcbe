/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.util.Map;
import java.util.concurrent.Semaphore;

import org.junit.jupiter.api.Test;

import dev.streamgate.auth.testing.TestProperties;
import dev.streamgate.hardening.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PasswordHashingTests {

    private static final Map<String, String> CHEAP = Map.of("passwords.memory", "64KB", "passwords.iterations", "1",
            "passwords.concurrency", "1", "passwords.queue-timeout", "0s");

    @Test
    void aHashIsSaltedArgon2idAtTheConfiguredCost() {
        PasswordHashing hashing = new PasswordHashing(TestProperties.with(Map.of()));
        String hash = hashing.hash("plum orchard");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(hashing.hash("plum orchard"));
        assertThat(hashing.matches("plum orchard", hash)).isTrue();
        assertThat(hashing.matches("plum  orchard", hash)).isFalse();
        assertThat(hashing.isOutdated(hash)).isFalse();
    }

    @Test
    void composedAndDecomposedAccentsAreEqual() {
        PasswordHashing hashing = new PasswordHashing(TestProperties.with(CHEAP));
        assertThat(hashing.matches("cre\u0300me bru\u0302le\u0301e", hashing.hash("cr\u00e8me br\u00fbl\u00e9e")))
            .isTrue();
    }

    @Test
    void noPasswordMatchesAnUnknownAccount() {
        assertThat(new PasswordHashing(TestProperties.with(CHEAP)).matches("plum orchard", null)).isFalse();
    }

    @Test
    void aHashOfALowerCostIsOutdated() {
        String cheap = new PasswordHashing(TestProperties.with(CHEAP)).hash("plum orchard");
        PasswordHashing costlier = new PasswordHashing(TestProperties.with(Map.of("passwords.memory", "128KB")));
        assertThat(costlier.isOutdated(cheap)).isTrue();
        assertThat(costlier.matches("plum orchard", cheap)).isTrue();
    }

    @Test
    void aRequestThatWaitsTooLongIsRejectedWithRetryAfter() throws Exception {
        Semaphore permits = new Semaphore(1);
        var hashing = new PasswordHashing(TestProperties.with(CHEAP), permits);
        permits.acquire();
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> hashing.hash("plum orchard"))
            .satisfies((ex) -> {
                assertThat(ex.getStatusCode().value()).isEqualTo(503);
                assertThat(ex.getHeaders().getFirst("Retry-After")).isEqualTo("2");
            });
        permits.release();
        hashing.hash("plum orchard");
        assertThat(permits.availablePermits()).isOne();
    }

}
