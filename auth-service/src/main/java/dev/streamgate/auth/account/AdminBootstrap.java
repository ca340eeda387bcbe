/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

import dev.streamgate.auth.AuthProperties;
import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.problem.ProblemException;

/**
 * Creates the initial administrator before the service accepts requests, so that no
 * client can register its e-mail address first. Logs a generated password once.
 */
@Component
class AdminBootstrap implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(AdminBootstrap.class);

    private static final int PASSWORD_BYTES = 18;

    private final Accounts accounts;

    private final AuthProperties.InitialAdmin settings;

    AdminBootstrap(Accounts accounts, AuthProperties properties) {
        this.accounts = accounts;
        this.settings = properties.initialAdmin();
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (this.accounts.hasAdmin()) {
            return;
        }
        EmailAddress email = EmailAddress.parse(this.settings.email());
        String configured = this.settings.password();
        if (StringUtils.hasText(configured)) {
            create(email, configured, null);
        }
        else {
            String generated = generatePassword();
            create(email, generated, generated);
        }
    }

    private void create(EmailAddress email, String password, @Nullable String generated) {
        try {
            if (this.accounts.add(email, password, Set.of("admin")).isEmpty()) {
                log.warn("No account has the role admin, and {} belongs to a user without it", email.value());
            }
            else if (generated != null) {
                log.warn("Created the initial administrator {} with the password {} - it is not logged again",
                        email.value(), generated);
            }
            else {
                log.info("Created the initial administrator {} with the configured password", email.value());
            }
        }
        catch (ProblemException ex) {
            throw new InvalidConfigurationException(
                    "streamgate.auth.initial-admin.password (STREAMGATE_ADMIN_PASSWORD) is too weak: "
                            + ex.getBody().getDetail(),
                    "Set a stronger one, or none to have one generated and logged.");
        }
    }

    private static String generatePassword() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

}
