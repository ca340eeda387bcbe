/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CommonPasswordsTests {

    @Test
    void theListHasAtLeastAHundredThousandPasswords() {
        assertThat(CommonPasswords.get().size()).isGreaterThanOrEqualTo(100_000);
    }

    @Test
    void variationsOfACommonPasswordAreFound() {
        for (String password : new String[] { "summer", "Summer2026!!", "5ummer", "5umm3r99", "s.u.m.m.e.r",
                "summer-summer", "1!summer!1" }) {
            assertThat(CommonPasswords.get().contains(password)).as(password).isTrue();
        }
    }

    @Test
    void otherPasswordsAreNotFound() {
        for (String password : new String[] { "", "a", "zqxwvkjp", "summer of plums and owls", "пароль из слов" }) {
            assertThat(CommonPasswords.get().contains(password)).as(password).isFalse();
        }
    }

}
