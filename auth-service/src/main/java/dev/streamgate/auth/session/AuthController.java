/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.session;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.auth.account.Account;
import dev.streamgate.auth.account.Accounts;
import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.auth.AuthApi;
import dev.streamgate.contracts.auth.ChangePassword;
import dev.streamgate.contracts.auth.Login;
import dev.streamgate.contracts.auth.LoginSessionView;
import dev.streamgate.contracts.auth.Logout;
import dev.streamgate.contracts.auth.RefreshTokens;
import dev.streamgate.contracts.auth.Register;
import dev.streamgate.contracts.auth.TokenStatus;
import dev.streamgate.contracts.auth.TokensView;
import dev.streamgate.contracts.auth.UserView;
import dev.streamgate.contracts.auth.VerifyToken;
import dev.streamgate.hardening.audit.AuditContext;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.network.ClientAddresses;
import dev.streamgate.hardening.network.IpAddress;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.suite.security.Caller;
import dev.streamgate.suite.security.TokenSession;

/**
 * Accounts and login sessions, for the users themselves. What starts or renews a session
 * is limited by address, whichever access token the request has as well; failed logins
 * are also throttled by account.
 */
@RestController
@RateLimited("auth")
class AuthController implements AuthApi {

    private final Accounts accounts;

    private final LoginSessions sessions;

    private final JwtDecoder decoder;

    private final ClientAddresses addresses;

    private final HttpServletRequest request;

    AuthController(Accounts accounts, LoginSessions sessions, JwtDecoder decoder, ClientAddresses addresses,
            HttpServletRequest request) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.decoder = decoder;
        this.addresses = addresses;
        this.request = request;
    }

    @Override
    @ResponseStatus(HttpStatus.CREATED)
    @RateLimited(plan = "auth", key = "clientNetwork")
    @Audited("auth.register")
    public UserView register(Register register) {
        return this.accounts.register(register.email(), register.password()).toView();
    }

    @Override
    @RateLimited(plan = "auth", key = "clientNetwork")
    @Audited("auth.login")
    public ResponseEntity<TokensView> login(Login login) {
        Account account = this.accounts.authenticate(login.email(), login.password(), network());
        return uncached(this.sessions.start(account));
    }

    @Override
    @RateLimited(plan = "auth", key = "clientNetwork")
    @Audited("auth.refresh")
    public ResponseEntity<TokensView> refresh(RefreshTokens refresh, @Nullable String idempotencyKey) {
        TokensView tokens = this.sessions.refresh(refresh.refreshToken(), idempotencyKey);
        AuditContext.actor(tokens.user().id());
        return uncached(tokens);
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Audited("auth.logout")
    public void logout(Logout logout) {
        this.sessions.end(logout.refreshToken()).ifPresent(AuditContext::actor);
    }

    @Override
    public ResponseEntity<TokenStatus> verifyToken(VerifyToken verify) {
        try {
            Jwt token = this.decoder.decode(verify.token());
            return uncached(new TokenStatus(true, token.getSubject(), token.getClaimAsStringList("roles"),
                    token.getExpiresAt()));
        }
        catch (BadJwtException ex) {
            return uncached(new TokenStatus(false, null, null, null));
        }
        catch (JwtException ex) {
            throw new ProblemException(ProblemType.UNAVAILABLE, "Tokens cannot be verified now. Retry later.", ex);
        }
    }

    @Override
    public UserView profile() {
        return account().toView();
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Audited("auth.change-password")
    public void changePassword(ChangePassword change) {
        Account account = account();
        this.accounts.confirmPassword(account, change.currentPassword(), network());
        String hash = this.accounts.hashNew(account, change.newPassword());
        this.sessions.replacePassword(account, hash, sessionId());
    }

    @Override
    public Page<LoginSessionView> sessions(@Nullable Integer limit, @Nullable String cursor) {
        return this.sessions.list(account().id(), sessionId(), limit, cursor);
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Audited("auth.end-own-sessions")
    public void endSessions() {
        this.sessions.endAll(account().id());
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Audited("auth.end-session")
    public void endSession(String sessionId) {
        this.sessions.end(sessionId, account().id());
    }

    private String network() {
        IpAddress address = this.addresses.of(this.request);
        return (address != null) ? address.subscriber() : "";
    }

    private Account account() {
        return this.accounts.find(Caller.required().id())
            .orElseThrow(() -> new ProblemException(ProblemType.FORBIDDEN, "Only users have a profile."));
    }

    private static String sessionId() {
        return TokenSession.current().map(TokenSession::id).orElse("");
    }

    private static <T> ResponseEntity<T> uncached(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }

}
