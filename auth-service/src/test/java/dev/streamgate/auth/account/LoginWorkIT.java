/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import dev.streamgate.auth.testing.AuthClient;
import dev.streamgate.auth.testing.AuthServiceTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;

/** A failed login costs the same, whether or not the account exists. */
@AuthServiceTest
class LoginWorkIT {

    private static final String WRONG = "not the password at all";

    private final AuthClient client;

    private final JdbcClient jdbc;

    @MockitoSpyBean
    private PasswordHashing hashing;

    @Autowired
    LoginWorkIT(AuthClient client, JdbcClient jdbc) {
        this.client = client;
        this.jdbc = jdbc;
    }

    @Test
    void knownUnknownAndDisabledAccountsCostOneHashEach() {
        String known = this.client.register();
        assertOneHash(known);
        assertOneHash("unknown-" + known);
        this.jdbc.sql("UPDATE account SET disabled_at = now() WHERE email = ?").param(known).update();
        assertOneHash(known);
    }

    @Test
    void theHashThatAnUnknownAccountIsComparedWithCostsAsMuchAsAStoredOne() {
        String stored = this.hashing.hash(WRONG);
        String decoy = this.hashing.decoyHash();
        assertThat(parameters(decoy)).isEqualTo(parameters(stored));
        assertThat(decoy).hasSameSizeAs(stored);
    }

    private void assertOneHash(String email) {
        Mockito.clearInvocations(this.hashing);
        this.client.login(email, WRONG).expect(401);
        BDDMockito.then(this.hashing).should(Mockito.times(1)).matches(anyString(), any());
        BDDMockito.then(this.hashing).should(Mockito.never()).hash(anyString());
    }

    private static String parameters(String hash) {
        return hash.substring(0, hash.indexOf('$', hash.indexOf("m=")));
    }

}
