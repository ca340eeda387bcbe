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
 * Seals private keys for the database: AES-256-GCM under the key encryption key, bound to
 * the name of what is sealed so that rows cannot be swapped. Safe for threads.
 */
@Component
public class KeyEncryption {

    private static final String SETTING = "streamgate.auth.key-encryption-key (STREAMGATE_KEY_ENCRYPTION_KEY)";

    private static final String HOW_TO_MAKE_ONE = "Set it to 32 random bytes in Base64, for instance from"
            + " `openssl rand -base64 32`, keep it secret, and give every instance the same.";

    private static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();

    private final SecretKey sealing;

    private final SecretKey deriving;

    KeyEncryption(AuthProperties properties) {
        byte[] key = decode(properties.keyEncryptionKey());
        this.sealing = new SecretKeySpec(key, "AES");
        this.deriving = new SecretKeySpec(key, "HmacSHA256");
    }

    private static byte[] decode(@Nullable String setting) {
        if (setting == null || setting.isBlank()) {
            throw new InvalidConfigurationException("%s is not set.".formatted(SETTING), HOW_TO_MAKE_ONE);
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(setting.strip());
        }
        catch (IllegalArgumentException ex) {
            throw new InvalidConfigurationException("%s is not valid Base64.".formatted(SETTING), HOW_TO_MAKE_ONE);
        }
        if (key.length != KEY_BYTES) {
            throw new InvalidConfigurationException(
                    "%s has %d bytes, not %d.".formatted(SETTING, key.length, KEY_BYTES), HOW_TO_MAKE_ONE);
        }
        return key;
    }

    /** Seals the bytes under the name: nonce, then ciphertext with its tag. */
    byte[] seal(String name, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        this.random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, name).doFinal(plain);
            return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
        }
        catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /**
     * Opens what was sealed under the name.
     * @throws InvalidConfigurationException when it was sealed under another key, or
     * changed
     */
    byte[] open(String name, byte[] sealed) {
        try {
            byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, nonce, name).doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        }
        catch (AEADBadTagException ex) {
            throw new InvalidConfigurationException(
                    "The signing key %s in the database cannot be decrypted with %s.".formatted(name, SETTING),
                    "Give back the key encryption key that it was stored with. If that is lost, delete the rows of"
                            + " auth.signing_key: new keys are made, and access tokens given out before end.");
        }
        catch (GeneralSecurityException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /**
     * A keyed function of the message, another one for each purpose; tells nothing about
     * the key encryption key.
     */
    public byte[] derive(String purpose, byte[] message) {
        byte[] key = mac(this.deriving, ("streamgate " + purpose).getBytes(StandardCharsets.UTF_8));
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
        cipher.init(mode, this.sealing, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

}
