/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.key;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.streamgate.auth.testing.TestProperties;
import dev.streamgate.hardening.configuration.InvalidConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeyEncryptionTests {

    private static final String OTHER_KEY = "//////////////////////////////////////////8=";

    private final byte[] secret = "secret".getBytes(StandardCharsets.UTF_8);

    private final KeyEncryption encryption = new KeyEncryption(TestProperties.with(Map.of()));

    @Test
    void encryptionIsReversibleAndRandomised() {
        byte[] encrypted = this.encryption.encrypt("a", this.secret);
        assertThat(this.encryption.decrypt("a", encrypted)).isEqualTo(this.secret);
        assertThat(this.encryption.encrypt("a", this.secret)).isNotEqualTo(encrypted);
    }

    @Test
    void decryptionRequiresTheSameNameTheSameKeyAndUnmodifiedBytes() {
        byte[] encrypted = this.encryption.encrypt("a", this.secret);
        assertRejected(this.encryption, "b", encrypted);
        assertRejected(new KeyEncryption(TestProperties.with(Map.of("key-encryption-key", OTHER_KEY))), "a", encrypted);
        encrypted[encrypted.length - 1] ^= 1;
        assertRejected(this.encryption, "a", encrypted);
    }

    @Test
    void anInvalidKeyIsRejectedAndIsNotInTheMessage() {
        for (String key : new String[] { "", " ", "not base64!", "c2hvcnQ=" }) {
            assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> new KeyEncryption(TestProperties.with(Map.of("key-encryption-key", key))))
                .withMessageContaining("STREAMGATE_KEY_ENCRYPTION_KEY")
                .satisfies((ex) -> assertThat(ex.getMessage() + ex.action()).doesNotContain("not base64!", "c2hvcnQ=")
                    .contains("openssl rand -base64 32"));
        }
    }

    @Test
    void aDerivedSecretDependsOnKeyPurposeAndMessage() {
        byte[] derived = this.encryption.derive("purpose", this.secret);
        assertThat(derived).hasSize(32).isEqualTo(this.encryption.derive("purpose", this.secret));
        assertThat(this.encryption.derive("other", this.secret)).isNotEqualTo(derived);
        assertThat(this.encryption.derive("purpose", new byte[6])).isNotEqualTo(derived);
        KeyEncryption other = new KeyEncryption(TestProperties.with(Map.of("key-encryption-key", OTHER_KEY)));
        assertThat(other.derive("purpose", this.secret)).isNotEqualTo(derived);
    }

    private static void assertRejected(KeyEncryption encryption, String name, byte[] encrypted) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
            .isThrownBy(() -> encryption.decrypt(name, encrypted))
            .withMessageContaining("cannot be decrypted");
    }

}
