/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.streamgate.auth.AuthProperties;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/** All accounts. Safe for threads. */
@Component
public class Accounts {

    /** E-mail and password do not belong together. */
    static final ProblemType INVALID_CREDENTIALS = ProblemType.of("invalid-credentials", HttpStatus.UNAUTHORIZED,
            "E-mail or password is wrong");

    /** The present password was asked for and is another one. */
    static final ProblemType WRONG_PASSWORD = ProblemType.of("wrong-password", HttpStatus.FORBIDDEN,
            "The present password is another one");

    /** The e-mail has an account. */
    static final ProblemType EMAIL_TAKEN = ProblemType.of("email-taken", HttpStatus.CONFLICT,
            "There is an account with this e-mail");

    /** Nobody would be left as admin. */
    static final ProblemType LAST_ADMIN = ProblemType.of("last-admin", HttpStatus.CONFLICT, "Somebody must stay admin");

    private final AccountStore store;

    private final PasswordHashing hashing;

    private final LoginThrottle brake;

    private final TransactionTemplate transactions;

    private final Set<String> defaultRoles;

    private final Clock clock;

    Accounts(AccountStore store, PasswordHashing hashing, LoginThrottle brake, PlatformTransactionManager transactions,
            AuthProperties properties, Clock clock) {
        this.store = store;
        this.hashing = hashing;
        this.brake = brake;
        this.transactions = new TransactionTemplate(transactions);
        this.defaultRoles = properties.defaultRoles();
        this.clock = clock;
    }

    /**
     * Makes an account with the default roles.
     * @throws ProblemException (400) for an e-mail or password that is not taken, (409)
     * when the e-mail has an account
     */
    public Account register(String email, String password) {
        return add(EmailAddress.parse(email), password, this.defaultRoles)
            .orElseThrow(() -> new ProblemException(EMAIL_TAKEN, "Sign in with it, or use another one."));
    }

    /** Makes an account unless the e-mail has one. */
    Optional<Account> add(EmailAddress email, String password, Set<String> roles) {
        PasswordRules.check(password, email);
        String id = UUID.randomUUID().toString().replace("-", "");
        return this.store.add(id, email, this.hashing.hash(password), roles, this.clock.instant());
    }

    /**
     * The account that e-mail and password belong to.
     * @param network where the caller is, as {@code IpAddress.subscriber()} tells it
     * @throws ProblemException (401) when they belong to none, (429) when this caller
     * must wait
     */
    public Account authenticate(String email, String password, String network) {
        EmailAddress normalized = EmailAddress.parse(email);
        this.brake.admit(normalized, network);
        Optional<Account> account = this.store.findByEmail(normalized);
        if (!matches(password, account.orElse(null), normalized, network)) {
            throw new ProblemException(INVALID_CREDENTIALS, "Check both and try again.")
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        this.brake.succeeded(normalized, network);
        return upToDate(account.orElseThrow(), password);
    }

    /**
     * Refuses unless the password is the account's.
     * @param network where the caller is
     * @throws ProblemException (403) when it is not, (429) when this caller must wait
     */
    public void confirm(Account account, String password, String network) {
        if (account.email() == null) {
            throw new ProblemException(WRONG_PASSWORD, "This account has no password.");
        }
        EmailAddress email = new EmailAddress(account.email());
        this.brake.admit(email, network);
        if (!matches(password, account, email, network)) {
            throw new ProblemException(WRONG_PASSWORD, "currentPassword is not this account's password.");
        }
        this.brake.succeeded(email, network);
    }

    /**
     * Hashes a new password for the account.
     * @throws ProblemException (400) when it is not taken
     */
    public String hashNew(Account account, String password) {
        PasswordRules.check(password, new EmailAddress(Objects.requireNonNull(account.email())));
        return this.hashing.hash(password);
    }

    /** Replaces the hash; false when somebody else has done so since it was read. */
    public boolean replaceHash(Account account, String hash) {
        return this.store.replaceHash(account.id(), Objects.requireNonNull(account.passwordHash()), hash);
    }

    /** The account with the id. */
    public Optional<Account> find(String id) {
        return this.store.find(id);
    }

    /** Whether anybody is admin. */
    boolean hasAdmin() {
        return this.store.hasAdmin();
    }

    /** The account with the e-mail. */
    Optional<Account> findByEmail(String email) {
        return this.store.findByEmail(EmailAddress.parse(email));
    }

    /** Accounts in the order in which they were made. */
    List<Account> listAfter(long number, int limit) {
        return this.store.listAfter(number, limit);
    }

    /**
     * Sets the roles of an account.
     * @return the account as it is then; empty when there is none
     * @throws ProblemException (409) when nobody would be left as admin
     */
    Optional<Account> setRoles(String id, Set<String> roles) {
        return this.transactions.execute((status) -> {
            List<String> admins = this.store.lockAdmins();
            if (!roles.contains("admin") && admins.equals(List.of(id))) {
                throw new ProblemException(LAST_ADMIN, "Make somebody else admin first.");
            }
            this.store.setRoles(id, roles);
            return this.store.find(id);
        });
    }

    private boolean matches(String password, @Nullable Account account, EmailAddress email, String network) {
        try {
            return this.hashing.matches(password, (account != null) ? account.passwordHash() : null);
        }
        catch (ProblemException busy) {
            this.brake.withdraw(email, network);
            throw busy;
        }
    }

    private Account upToDate(Account account, String password) {
        if (!this.hashing.isOutdated(Objects.requireNonNull(account.passwordHash()))) {
            return account;
        }
        replaceHash(account, this.hashing.hash(password));
        return this.store.find(account.id()).orElse(account);
    }

}
