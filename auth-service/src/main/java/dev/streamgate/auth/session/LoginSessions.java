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
import java.util.List;
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
import dev.streamgate.auth.token.ActiveSessions;
import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.auth.LoginSessionView;
import dev.streamgate.contracts.auth.TokensView;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.suite.page.KeysetCursor;
import dev.streamgate.suite.page.PageLimit;
import dev.streamgate.suite.security.TokenSession;

/**
 * Login sessions with refresh token rotation: the latest refresh token renews a session,
 * and reuse of an earlier one ends it (RFC 9700, 4.14.2). A repeated request is no reuse:
 * the same {@code Idempotency-Key}, within a minute, and before the new token is used. It
 * returns the same new token, which is derived from the old one and the key and is not
 * stored. Of concurrent requests with one token exactly one renews the session.
 * Thread-safe.
 */
@Component
public class LoginSessions implements ActiveSessions {

    /** The refresh token is unknown, used or expired, or its session has ended. */
    static final ProblemType INVALID_REFRESH_TOKEN = ProblemType.of("invalid-refresh-token", HttpStatus.UNAUTHORIZED,
            "The session has ended");

    private static final Logger log = LoggerFactory.getLogger(LoginSessions.class);

    private static final String LIST = "sessions";

    private static final Duration REPLAY_WINDOW = Duration.ofMinutes(1);

    private final LoginSessionStore store;

    private final Accounts accounts;

    private final AccessTokens tokens;

    private final KeyEncryption keys;

    private final TransactionTemplate transactions;

    private final AuthProperties.Tokens settings;

    private final Clock clock;

    private final ApplicationEventPublisher events;

    LoginSessions(LoginSessionStore store, Accounts accounts, AccessTokens tokens, KeyEncryption keys,
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
     * Starts a session of an authenticated account.
     * @throws ProblemException 401 if its password has changed or it was disabled since
     * the authentication
     */
    TokensView start(Account account) {
        RefreshToken token = RefreshToken.create();
        Instant now = this.clock.instant();
        boolean started = this.transactions.execute((status) -> {
            boolean added = this.store.add(token, account, now, now.plus(this.settings.sessionLifetime()));
            this.store.endOldest(account.id(), this.settings.maxSessionsPerUser());
            return added;
        });
        if (!started) {
            throw invalidToken();
        }
        return issue(account, token, 0);
    }

    /**
     * Renews the session of a refresh token.
     * @param idempotencyKey identifies repetitions of the request
     * @throws ProblemException 401 unless the token is the latest of a session
     */
    TokensView refresh(String presented, @Nullable String idempotencyKey) {
        RefreshToken token = RefreshToken.parse(presented).orElseThrow(LoginSessions::invalidToken);
        Instant now = this.clock.instant();
        LoginSession session = find(token, now);
        RefreshToken next = successor(token, idempotencyKey);
        if (session.isLatest(token)) {
            if (this.store.refresh(token, next, now)) {
                return issue(session, next);
            }
            session = find(token, now);
        }
        if (idempotencyKey != null && session.isLatest(next)
                && session.refreshedAt().plus(REPLAY_WINDOW).isAfter(now)) {
            return issue(session, next);
        }
        this.store.end(session.id());
        this.events.publishEvent(new AuditApplicationEvent(session.accountId(), "auth.refresh-reuse",
                Map.of("resource", "session " + session.id(), "result", "denied")));
        log.warn("Ended session {} of user {}: reuse of a refresh token", session.id(), session.accountId());
        throw invalidToken();
    }

    /**
     * Ends the session of a refresh token, whether or not it is the latest.
     * @return the account; empty if there was no such session
     */
    Optional<String> end(String presented) {
        return RefreshToken.parse(presented).flatMap((token) -> this.store.end(token.sessionId()));
    }

    /**
     * Lists the sessions of an account, newest first.
     * @param currentId id of the session that the request belongs to
     * @throws ProblemException 400 for an invalid limit or cursor
     */
    Page<LoginSessionView> list(String accountId, String currentId, @Nullable Integer limit, @Nullable String cursor) {
        int size = PageLimit.of(limit);
        List<LoginSession> found = this.store.list(accountId, KeysetCursor.decode(cursor, LIST, 2),
                this.clock.instant(), size + 1);
        List<LoginSession> page = found.subList(0, Math.min(size, found.size()));
        String next = (found.size() > size) ? KeysetCursor.encode(LIST, page.getLast().createdAt(), page.getLast().id())
                : null;
        return new Page<>(page.stream().map((session) -> session.toView(currentId)).toList(), next);
    }

    /**
     * Ends one session of an account.
     * @throws ProblemException 404 if the account has no such session
     */
    void end(String sessionId, String accountId) {
        if (!this.store.end(sessionId, accountId)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "Session not found.");
        }
    }

    /** Ends all sessions of an account. */
    void endAll(String accountId) {
        this.store.endSessions(accountId);
    }

    /**
     * Replaces the password hash of an account and ends all its sessions except one.
     * @throws ProblemException 409 after a concurrent change of the password
     */
    void replacePassword(Account account, String hash, String keptId) {
        this.transactions.executeWithoutResult((status) -> {
            if (!this.accounts.replaceHash(account, hash)) {
                throw new ProblemException(ProblemType.CONFLICT, "Another request has just changed the password.");
            }
            this.store.endOthers(account.id(), keptId);
        });
    }

    @Override
    public Optional<ActiveSession> find(String sessionId) {
        return this.store.findActive(sessionId, this.clock.instant());
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
    void deleteExpired() {
        this.store.deleteExpired(this.clock.instant());
    }

    private LoginSession find(RefreshToken token, Instant now) {
        return this.store.find(token.sessionId(), now).orElseThrow(LoginSessions::invalidToken);
    }

    private RefreshToken successor(RefreshToken token, @Nullable String idempotencyKey) {
        if (idempotencyKey == null) {
            return token.next();
        }
        byte[] key = idempotencyKey.getBytes(StandardCharsets.UTF_8);
        byte[] secret = token.secret();
        return token.next(this.keys.derive("refresh token",
                ByteBuffer.allocate(secret.length + key.length).put(secret).put(key).array()));
    }

    private TokensView issue(LoginSession session, RefreshToken token) {
        Optional<Account> account = this.accounts.find(session.accountId());
        return issue(account.orElseThrow(LoginSessions::invalidToken), token, session.tokenVersion());
    }

    private TokensView issue(Account account, RefreshToken token, int version) {
        AccessToken access = this.tokens.issueForUser(account.id(), account.roles(),
                new TokenSession(token.sessionId(), version));
        return new TokensView(access.value(), "Bearer", access.expiresIn(), token.value(), account.toView());
    }

    private static ProblemException invalidToken() {
        return new ProblemException(INVALID_REFRESH_TOKEN, "Log in again.").header(HttpHeaders.WWW_AUTHENTICATE,
                "Bearer");
    }

}
