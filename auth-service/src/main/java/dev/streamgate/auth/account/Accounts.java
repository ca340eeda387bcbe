/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.time.Clock;
import java.util.Collection;
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
import dev.streamgate.contracts.auth.UserState;
import dev.streamgate.hardening.audit.AuditContext;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/** Accounts and their passwords. Thread-safe. */
@Component
public class Accounts {

    /** E-mail address and password do not match. */
    static final ProblemType INVALID_CREDENTIALS = ProblemType.of("invalid-credentials", HttpStatus.UNAUTHORIZED,
            "E-mail or password is wrong");

    /** The current password of a password change is wrong. */
    static final ProblemType WRONG_PASSWORD = ProblemType.of("wrong-password", HttpStatus.FORBIDDEN,
            "The current password is wrong");

    /** The e-mail address has an account. */
    static final ProblemType EMAIL_TAKEN = ProblemType.of("email-taken", HttpStatus.CONFLICT,
            "The e-mail address has an account");

    /** Users cannot register. */
    static final ProblemType REGISTRATION_OFF = ProblemType.of("registration-off", HttpStatus.FORBIDDEN,
            "Registration is off");

    /** An administrator has disabled the account. */
    static final ProblemType ACCOUNT_DISABLED = ProblemType.of("account-disabled", HttpStatus.FORBIDDEN,
            "The account is disabled");

    /** The change would leave no administrator. */
    static final ProblemType LAST_ADMIN = ProblemType.of("last-admin", HttpStatus.CONFLICT,
            "An administrator must remain");

    private static final String ADMIN = "admin";

    private final AccountStore store;

    private final TokenRevocation tokens;

    private final PasswordHashing hashing;

    private final BreachedPasswords breached;

    private final LoginThrottle throttle;

    private final TransactionTemplate transactions;

    private final boolean registration;

    private final Set<String> defaultRoles;

    private final Clock clock;

    Accounts(AccountStore store, TokenRevocation tokens, PasswordHashing hashing, BreachedPasswords breached,
            LoginThrottle throttle, PlatformTransactionManager transactions, AuthProperties properties, Clock clock) {
        this.store = store;
        this.tokens = tokens;
        this.hashing = hashing;
        this.breached = breached;
        this.throttle = throttle;
        this.transactions = new TransactionTemplate(transactions);
        this.registration = properties.registration();
        this.defaultRoles = properties.defaultRoles();
        this.clock = clock;
    }

    /**
     * Creates an account with the default roles.
     * @throws ProblemException 400 for an invalid e-mail address or a weak password, 409
     * if the e-mail address has an account
     */
    public Account register(String email, String password) {
        if (!this.registration) {
            throw new ProblemException(REGISTRATION_OFF, "Ask an administrator.");
        }
        EmailAddress normalized = EmailAddress.parse(email);
        claim(normalized);
        Account account = add(normalized, password, this.defaultRoles)
            .orElseThrow(() -> new ProblemException(EMAIL_TAKEN, "Log in with it, or use another address."));
        AuditContext.actor(account.id());
        return account;
    }

    /**
     * Creates an account; empty if the e-mail address has one. Also while registration is
     * off.
     */
    Optional<Account> add(EmailAddress email, String password, Set<String> roles) {
        PasswordPolicy.check(password, email);
        this.breached.check(password);
        String id = UUID.randomUUID().toString().replace("-", "");
        return this.store.add(id, email, this.hashing.hash(password), roles, this.clock.instant());
    }

    /**
     * Authenticates a user.
     * @param network the client's network as given by {@code IpAddress.subscriber()}
     * @throws ProblemException 401 for wrong credentials, 403 for a disabled account, 429
     * while throttled
     */
    public Account authenticate(String email, String password, String network) {
        EmailAddress normalized = EmailAddress.parse(email);
        claim(normalized);
        this.throttle.recordAttempt(normalized, network);
        Optional<Account> account = this.store.findByEmail(normalized);
        if (!matches(password, account.orElse(null), normalized, network)) {
            throw new ProblemException(INVALID_CREDENTIALS, "Check both and try again.")
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        this.throttle.recordSuccess(normalized, network);
        if (account.orElseThrow().state() == UserState.DISABLED) {
            // Disclosed only to a client that has the password.
            throw new ProblemException(ACCOUNT_DISABLED, "Ask an administrator to enable it.");
        }
        AuditContext.actor(account.orElseThrow().id());
        return withCurrentHash(account.orElseThrow(), password);
    }

    /**
     * Checks the password of a logged-in user.
     * @param network the client's network
     * @throws ProblemException 403 for a wrong password, 429 while throttled
     */
    public void confirmPassword(Account account, String password, String network) {
        if (account.email() == null) {
            throw new ProblemException(WRONG_PASSWORD, "This account has no password.");
        }
        EmailAddress email = new EmailAddress(account.email());
        this.throttle.recordAttempt(email, network);
        if (!matches(password, account, email, network)) {
            throw new ProblemException(WRONG_PASSWORD, "currentPassword is not this account's password.");
        }
        this.throttle.recordSuccess(email, network);
    }

    /**
     * Hashes a new password for the account.
     * @throws ProblemException 400 for a weak password
     */
    public String hashNew(Account account, String password) {
        PasswordPolicy.check(password, new EmailAddress(Objects.requireNonNull(account.email())));
        this.breached.check(password);
        return this.hashing.hash(password);
    }

    /** Replaces the password hash; false if it has changed since the account was read. */
    public boolean replaceHash(Account account, String hash) {
        return this.store.replaceHash(account.id(), Objects.requireNonNull(account.passwordHash()), hash);
    }

    /** Finds an account by its id. */
    public Optional<Account> find(String id) {
        return this.store.find(id);
    }

    boolean hasAdmin() {
        return this.store.hasAdmin();
    }

    Optional<Account> findByEmail(String email) {
        return this.store.findByEmail(EmailAddress.parse(email));
    }

    /** Accounts in the order of their creation. */
    List<Account> listAfter(long number, int limit) {
        return this.store.listAfter(number, limit);
    }

    /**
     * Sets the roles of an account. If they change, its earlier access tokens become
     * invalid.
     * @return the changed account; empty if it does not exist
     * @throws ProblemException 409 if no administrator would remain
     */
    Optional<Account> setRoles(String id, Set<String> roles) {
        return this.transactions.execute((status) -> {
            List<String> admins = this.store.lockAdmins();
            if (!roles.contains(ADMIN) && admins.equals(List.of(id))) {
                throw new ProblemException(LAST_ADMIN, "Give another user the role first.");
            }
            if (this.store.setRoles(id, roles)) {
                this.tokens.revokeTokens(id);
            }
            return this.store.find(id);
        });
    }

    /**
     * Disables or enables an account. Disabling ends its sessions.
     * @return the changed account; empty if it does not exist
     * @throws ProblemException 409 if no active administrator would remain
     */
    Optional<Account> setState(String id, UserState state) {
        return this.transactions.execute((status) -> {
            boolean disabled = state == UserState.DISABLED;
            if (disabled && this.store.lockAdmins().equals(List.of(id))) {
                throw new ProblemException(LAST_ADMIN, "Give another user the role admin first.");
            }
            if (this.store.setDisabled(id, disabled ? this.clock.instant() : null) && disabled) {
                this.tokens.endSessions(id);
            }
            return this.store.find(id);
        });
    }

    /** Ends all sessions of an account; empty if it does not exist. */
    Optional<Account> endSessions(String id) {
        return this.transactions.execute((status) -> {
            Optional<Account> account = this.store.find(id);
            account.ifPresent((found) -> this.tokens.endSessions(found.id()));
            return account;
        });
    }

    List<Account> findAll(Collection<String> ids) {
        return this.store.findAll(ids);
    }

    /** Until the password is verified, the event's actor is the claimed account. */
    private static void claim(EmailAddress email) {
        AuditContext.actor(email.value());
        AuditContext.detail("account", email.value());
    }

    private boolean matches(String password, @Nullable Account account, EmailAddress email, String network) {
        try {
            return this.hashing.matches(password, (account != null) ? account.passwordHash() : null);
        }
        catch (ProblemException overloaded) {
            this.throttle.withdrawAttempt(email, network);
            throw overloaded;
        }
    }

    /** Hashes the password again if its hash was computed at a lower cost. */
    private Account withCurrentHash(Account account, String password) {
        if (!this.hashing.isOutdated(Objects.requireNonNull(account.passwordHash()))) {
            return account;
        }
        replaceHash(account, this.hashing.hash(password));
        return this.store.find(account.id()).orElse(account);
    }

}
