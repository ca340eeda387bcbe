/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.auth.ChangeUser;
import dev.streamgate.contracts.auth.SetRoles;
import dev.streamgate.contracts.auth.UserApi;
import dev.streamgate.contracts.auth.UserQuota;
import dev.streamgate.contracts.auth.UserView;
import dev.streamgate.hardening.audit.AuditContext;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.suite.page.KeysetCursor;
import dev.streamgate.suite.page.PageLimit;

/** Users, for administrators. */
@RestController
@RateLimited("auth")
@PreAuthorize("hasRole('ADMIN')")
class UserController implements UserApi {

    private static final String LIST = "users";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final Accounts accounts;

    private final QuotaStore quotas;

    UserController(Accounts accounts, QuotaStore quotas) {
        this.accounts = accounts;
        this.quotas = quotas;
    }

    @Override
    public Page<UserView> list(@Nullable String email, @Nullable Integer limit, @Nullable String cursor) {
        if (email != null) {
            return new Page<>(this.accounts.findByEmail(email).stream().map(Account::toView).toList(), null);
        }
        int size = PageLimit.of(limit);
        KeysetCursor position = KeysetCursor.decode(cursor, LIST, 1);
        List<Account> found = this.accounts.listAfter((position != null) ? position.number(0) : 0, size + 1);
        List<Account> page = found.subList(0, Math.min(size, found.size()));
        String next = (found.size() > size) ? KeysetCursor.encode(LIST, page.getLast().number()) : null;
        return new Page<>(page.stream().map(Account::toView).toList(), next);
    }

    @Override
    public UserView get(String userId) {
        return toView(ID.matcher(userId).matches() ? this.accounts.find(userId) : Optional.empty());
    }

    @Override
    @Audited("auth.set-roles")
    public UserView setRoles(String userId, SetRoles request) {
        before(userId, (account) -> AuditContext.detail("rolesBefore", String.join(" ", account.roles())));
        UserView view = toView(ID.matcher(userId).matches()
                ? this.accounts.setRoles(userId, new TreeSet<>(request.roles())) : Optional.empty());
        AuditContext.detail("rolesAfter", String.join(" ", view.roles()));
        return view;
    }

    @Override
    @Audited("auth.change-user")
    public UserView change(String userId, ChangeUser request) {
        before(userId, (account) -> AuditContext.detail("stateBefore", account.state()));
        AuditContext.detail("stateAfter", request.state());
        return toView(
                ID.matcher(userId).matches() ? this.accounts.setState(userId, request.state()) : Optional.empty());
    }

    @Override
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Audited("auth.end-sessions")
    public void endSessions(String userId) {
        toView(ID.matcher(userId).matches() ? this.accounts.endSessions(userId) : Optional.empty());
    }

    @Override
    public UserQuota quota(String userId) {
        return this.quotas.find(get(userId).id());
    }

    @Override
    @Audited("auth.set-quota")
    public UserQuota setQuota(String userId, UserQuota quota) {
        String id = get(userId).id();
        AuditContext.detail("quotaBefore", this.quotas.find(id).toString());
        AuditContext.detail("quotaAfter", quota.toString());
        this.quotas.replace(id, quota);
        return this.quotas.find(id);
    }

    private void before(String userId, Consumer<Account> description) {
        if (ID.matcher(userId).matches()) {
            this.accounts.find(userId).ifPresent(description);
        }
    }

    private static UserView toView(Optional<Account> account) {
        return account.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "User not found.")).toView();
    }

}
