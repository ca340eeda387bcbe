/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.streamgate.hardening.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EmailAddressTests {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`',
            value = { "Ada@Example.COM, ada@example.com", "` ada@example.com `, ada@example.com",
                    "o'brien+x@example.com, o'brien+x@example.com", "ÜNÏ@EXÄMPLE.de, ünï@exämple.de",
                    "\uff41da@example.com, ada@example.com", "用户@例子.广告, 用户@例子.广告", "admin@localhost, admin@localhost",
                    "`'; DROP TABLE account; --@example.com`, ", "\u212a@example.com, k@example.com",
                    "u\u0308@example.com, \u00fc@example.com" })
    void anAddressIsNormalised(String input, String expected) {
        if (expected == null) {
            assertRejected(input);
        }
        else {
            assertThat(EmailAddress.parse(input).value()).isEqualTo(expected);
            assertThat(EmailAddress.parse(expected).value()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " ", "@", "a@", "@b", "a@@b.com", "a@b@c.com", "a b@example.com", "a@exa mple.com",
            "a\u0000@example.com", "a@example.com\u0000", "a\n@example.com", "a\u200b@example.com",
            "\ud800@example.com", "a@.com", "a@b..com", "a@b.com.", "a@b-", "a\u2028@example.com" })
    void anInvalidAddressIsRejected(String input) {
        assertRejected(input);
    }

    @Test
    void theLengthOfAnAddressIsLimited() {
        String longest = "a".repeat(64) + "@" + "b".repeat(189);
        assertThat(EmailAddress.parse(longest).value()).hasSize(254);
        assertRejected(longest + "b");
        assertRejected("a".repeat(65) + "@example.com");
    }

    private static void assertRejected(String input) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> EmailAddress.parse(input));
    }

}
