/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.quota;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

import dev.streamgate.suite.security.SuiteSecurityAutoConfiguration;
import dev.streamgate.suite.security.UserAuthorities;

/** Reads the quotas of single users in services that ask auth-service for them. */
@AutoConfiguration(after = SuiteSecurityAutoConfiguration.class)
@ConditionalOnBean(UserAuthorities.class)
public final class QuotaAutoConfiguration {

    @Bean
    UserQuotas userQuotas(UserAuthorities authorities) {
        return new UserQuotas(authorities);
    }

}
