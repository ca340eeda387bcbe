/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.auth.AuthProperties;
import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * Encrypts private keys for the database with AES-256-GCM under the key encryption key.
 * The key's id is authenticated data, so that rows cannot be swapped. Thread-safe.
 */
@Component
public class KeyEncryption {

    private static final String PROPERTY = "streamgate.auth.key-encryption-key (STREAMGATE_KEY_ENCRYPTION_KEY)";

    private static final String ACTION = "Set it to 32 random bytes in Base64, for instance from"
            + " `openssl rand -base64 32`. Keep it secret and use the same value for all instances.";

    private static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();

    private final SecretKey encryptionKey;

    private final SecretKey derivationKey;

    KeyEncryption(AuthProperties properties) {
        byte[] key = decode(properties.keyEncryptionKey());
        this.encryptionKey = new SecretKeySpec(key, "AES");
        this.derivationKey = new SecretKeySpec(key, "HmacSHA256");
    }

    private static byte[] decode(@Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new InvalidConfigurationException("%s is not set.".formatted(PROPERTY), ACTION);
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(value.strip());
        }
        catch (IllegalArgumentException ex) {
            throw new InvalidConfigurationException("%s is not valid Base64.".formatted(PROPERTY), ACTION);
        }
        if (key.length != KEY_BYTES) {
            throw new InvalidConfigurationException(
                    "%s has %d bytes, not %d.".formatted(PROPERTY, key.length, KEY_BYTES), ACTION);
        }
        return key;
    }

    /**
     * Encrypts bytes.
     * @param name authenticated, not stored
     * @return nonce, ciphertext, tag
     */
    byte[] encrypt(String name, byte[] plaintext) {
        byte[] nonce = new byte[NONCE_BYTES];
        this.random.nextBytes(nonce);
        try {
            byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, nonce, name).doFinal(plaintext);
            return ByteBuffer.allocate(NONCE_BYTES + ciphertext.length).put(nonce).put(ciphertext).array();
        }
        catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /**
     * Decrypts the result of {@link #encrypt}.
     * @throws InvalidConfigurationException if it was encrypted with another key or name,
     * or modified
     */
    byte[] decrypt(String name, byte[] encrypted) {
        try {
            byte[] nonce = Arrays.copyOf(encrypted, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, nonce, name).doFinal(encrypted, NONCE_BYTES,
                    encrypted.length - NONCE_BYTES);
        }
        catch (AEADBadTagException ex) {
            throw new InvalidConfigurationException(
                    "The signing key %s in the database cannot be decrypted with %s.".formatted(name, PROPERTY),
                    "Restore the key encryption key that it was encrypted with. If that is lost, delete the rows of"
                            + " auth.signing_key: new keys are created, and earlier access tokens become invalid.");
        }
        catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /**
     * Derives a secret from a message: HMAC-SHA256 under a key of its own for each
     * purpose.
     * @param purpose constant name of the use
     * @return 32 bytes that do not reveal the key encryption key
     */
    public byte[] derive(String purpose, byte[] message) {
        byte[] key = mac(this.derivationKey, ("streamgate " + purpose).getBytes(StandardCharsets.UTF_8));
        return mac(new SecretKeySpec(key, "HmacSHA256"), message);
    }

    private static byte[] mac(SecretKey key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(message);
        }
        catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, this.encryptionKey, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

}
