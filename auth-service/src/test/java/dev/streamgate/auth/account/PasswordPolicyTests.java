/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.streamgate.hardening.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class PasswordPolicyTests {

    private static final EmailAddress EMAIL = EmailAddress.parse("ada.lovelace@example.com");

    @ParameterizedTest
    @ValueSource(strings = { "correct horse battery staple", "q7!kZp0wLm3x", "пароль из слов",
            "🐎🔋📎🐎🔋📎🌻🐝🍯🌳⛵🎈", "analytical engine", "kJ8#mN2$pQ5!", "love oaks, not glue", "xvq7RfmTz0bL",
            "ada.lovelace likes plums" })
    void aLongUncommonPasswordIsAccepted(String password) {
        assertThatNoException().isThrownBy(() -> PasswordPolicy.check(password, EMAIL));
    }

    @ParameterizedTest
    @ValueSource(strings = { "password1234", "P@ssw0rd1234", "Passw0rd!!!!", "qwertyuiop12", "123456789012",
            "210987654321", "aaaaaaaaaaaa", "abababababab", "abcdefghijkl", "letmein12345", "Streamgate2026!",
            "ada.lovelace@example.com", "ada.lovelace1", "administrator", "0000000000000000", "314159265358",
            "24.12.2026 / 31.12.", "Summer2026!!", "chocolate123", "starwars1977", "Ch0c0l4te2024", "St@rW@rs1977",
            "monkey.monkey", "2026-liverpool", "5unsh1ne2025!", "DragonDragon1", "j3nn1f3r1990", "basketball2!" })
    void aCommonPasswordIsRejected(String password) {
        assertRejected(password);
    }

    @Test
    void aPasswordHasTwelveToAHundredAndTwentyEightCharacters() {
        String pattern = "plum orchard ";
        assertRejected("plum orchar");
        assertThatNoException().isThrownBy(() -> PasswordPolicy.check("plum orchard", EMAIL));
        assertThatNoException().isThrownBy(() -> PasswordPolicy.check(pattern.repeat(10).substring(0, 128), EMAIL));
        assertRejected(pattern.repeat(10).substring(0, 129));
    }

    private static void assertRejected(String password) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> PasswordPolicy.check(password, EMAIL))
            .satisfies((ex) -> assertThat(ex.getBody().getDetail()).doesNotContain(password));
    }

}
