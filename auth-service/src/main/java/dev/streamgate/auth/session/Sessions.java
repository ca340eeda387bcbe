/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.streamgate.auth.AuthProperties;
import dev.streamgate.auth.account.Account;
import dev.streamgate.auth.account.Accounts;
import dev.streamgate.auth.key.KeyEncryption;
import dev.streamgate.auth.token.AccessToken;
import dev.streamgate.auth.token.AccessTokens;
import dev.streamgate.auth.token.SessionRevocationCheck;
import dev.streamgate.contracts.auth.TokensView;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Sessions: opened by signing in, renewed by the latest refresh token, ended by any
 * earlier one. Of several uses of one token exactly one renews the session; every other
 * ends it, unless it is a repetition: the same {@code Idempotency-Key}, within a minute,
 * and before the new token was used. A repetition gets the same new token, which is
 * computed from the old one and the key, so it need not be stored. Safe for threads.
 */
@Component
public class Sessions implements SessionRevocationCheck {

    /** The refresh token is unknown, spent or expired, or its session has ended. */
    static final ProblemType INVALID_REFRESH_TOKEN = ProblemType.of("invalid-refresh-token", HttpStatus.UNAUTHORIZED,
            "The session has ended");

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    private static final Duration REPEATABLE_FOR = Duration.ofMinutes(1);

    private final SessionStore store;

    private final Accounts accounts;

    private final AccessTokens tokens;

    private final KeyEncryption keys;

    private final TransactionTemplate transactions;

    private final AuthProperties.Tokens settings;

    private final Clock clock;

    private final ApplicationEventPublisher events;

    Sessions(SessionStore store, Accounts accounts, AccessTokens tokens, KeyEncryption keys,
            PlatformTransactionManager transactions, AuthProperties properties, Clock clock,
            ApplicationEventPublisher events) {
        this.store = store;
        this.accounts = accounts;
        this.tokens = tokens;
        this.keys = keys;
        this.transactions = new TransactionTemplate(transactions);
        this.settings = properties.tokens();
        this.clock = clock;
        this.events = events;
    }

    /**
     * Opens a session of an account that has just been authenticated.
     * @throws ProblemException (401) when its password has changed since
     */
    TokensView open(Account account) {
        RefreshToken token = RefreshToken.create();
        Instant now = this.clock.instant();
        boolean opened = this.transactions.execute((status) -> {
            boolean added = this.store.add(token, account, now, now.plus(this.settings.session()));
            this.store.endOldest(account.id(), this.settings.sessionsPerUser());
            return added;
        });
        if (!opened) {
            throw ended();
        }
        return view(account, token);
    }

    /**
     * Renews the session of a refresh token.
     * @param repetition what the client calls this attempt, if it may repeat it
     * @throws ProblemException (401) when the token is not the latest of a session
     */
    TokensView refresh(String presented, @Nullable String repetition) {
        RefreshToken token = RefreshToken.parse(presented).orElseThrow(Sessions::ended);
        Instant now = this.clock.instant();
        Session session = find(token, now);
        RefreshToken next = successor(token, repetition);
        if (session.accepts(token)) {
            if (this.store.renew(token, next, now)) {
                return view(session, next);
            }
            session = find(token, now);
        }
        if (repetition != null && session.accepts(next) && session.renewedAt().plus(REPEATABLE_FOR).isAfter(now)) {
            return view(session, next);
        }
        this.store.end(session.id());
        this.events.publishEvent(new AuditApplicationEvent(session.accountId(), "auth.refresh-reuse",
                Map.of("resource", "session " + session.id(), "result", "denied")));
        log.warn("Ended session {} of user {}: a spent refresh token was used", session.id(), session.accountId());
        throw ended();
    }

    /** Ends the session of a refresh token, whichever of its tokens it is. */
    void end(String presented) {
        RefreshToken.parse(presented).ifPresent((token) -> this.store.end(token.sessionId()));
    }

    /**
     * Replaces an account's password and ends all its sessions but one.
     * @throws ProblemException (409) when somebody else has replaced it meanwhile
     */
    void replacePassword(Account account, String hash, String kept) {
        this.transactions.executeWithoutResult((status) -> {
            if (!this.accounts.replaceHash(account, hash)) {
                throw new ProblemException(ProblemType.CONFLICT, "The password has just been changed elsewhere.");
            }
            this.store.endOthers(account.id(), kept);
        });
    }

    @Override
    public boolean isLive(String sessionId) {
        return this.store.find(sessionId, this.clock.instant()).isPresent();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
    void deleteExpired() {
        this.store.deleteExpired(this.clock.instant());
    }

    private Session find(RefreshToken token, Instant now) {
        return this.store.find(token.sessionId(), now).orElseThrow(Sessions::ended);
    }

    private RefreshToken successor(RefreshToken token, @Nullable String repetition) {
        if (repetition == null) {
            return token.next();
        }
        byte[] key = repetition.getBytes(StandardCharsets.UTF_8);
        byte[] secret = token.secret();
        return token.next(this.keys.derive("refresh token",
                ByteBuffer.allocate(secret.length + key.length).put(secret).put(key).array()));
    }

    private TokensView view(Session session, RefreshToken token) {
        Optional<Account> account = this.accounts.find(session.accountId());
        return view(account.orElseThrow(Sessions::ended), token);
    }

    private TokensView view(Account account, RefreshToken token) {
        AccessToken access = this.tokens.forUser(account.id(), account.roles(), token.sessionId());
        return new TokensView(access.value(), "Bearer", access.expiresIn(), token.value(), account.toView());
    }

    private static ProblemException ended() {
        return new ProblemException(INVALID_REFRESH_TOKEN, "Sign in again.").header(HttpHeaders.WWW_AUTHENTICATE,
                "Bearer");
    }

}
