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
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * Makes the first admin before the first request is taken, so that nobody else can
 * register under its e-mail. A generated password is logged this once.
 */
@Component
class AdminBootstrap implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(AdminBootstrap.class);

    private static final int PASSWORD_BYTES = 18;

    private final Accounts accounts;

    private final AuthProperties.FirstAdmin settings;

    AdminBootstrap(Accounts accounts, AuthProperties properties) {
        this.accounts = accounts;
        this.settings = properties.firstAdmin();
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (this.accounts.hasAdmin()) {
            return;
        }
        EmailAddress email = EmailAddress.parse(this.settings.email());
        String given = this.settings.password();
        if (StringUtils.hasText(given)) {
            make(email, given, null);
        }
        else {
            String generated = generate();
            make(email, generated, generated);
        }
    }

    private void make(EmailAddress email, String password, @Nullable String shown) {
        try {
            if (this.accounts.add(email, password, Set.of("admin")).isEmpty()) {
                log.warn("There is no admin, and {} is the e-mail of somebody who is none", email.value());
            }
            else if (shown != null) {
                log.warn("The first admin is {} with the password {} - it is not shown again", email.value(), shown);
            }
            else {
                log.info("The first admin is {} with the password that was set", email.value());
            }
        }
        catch (ProblemException ex) {
            throw new InvalidConfigurationException(
                    "streamgate.auth.first-admin.password (STREAMGATE_ADMIN_PASSWORD) is not a password that is taken: "
                            + ex.getBody().getDetail(),
                    "Set a better one, or none to have one generated and logged.");
        }
    }

    private static String generate() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

}
