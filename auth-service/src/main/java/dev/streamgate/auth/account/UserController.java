/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.Page;
import dev.streamgate.contracts.auth.RoleGrant;
import dev.streamgate.contracts.auth.UserApi;
import dev.streamgate.contracts.auth.UserView;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;

/** Users, for admins. */
@RestController
@RateLimited("auth")
@PreAuthorize("hasRole('ADMIN')")
class UserController implements UserApi {

    private static final int DEFAULT_LIMIT = 50;

    private static final int LARGEST_LIMIT = 200;

    private static final String CURSOR = "users after ";

    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final Accounts accounts;

    UserController(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public Page<UserView> list(@Nullable String email, @Nullable Integer limit, @Nullable String cursor) {
        if (email != null) {
            return new Page<>(this.accounts.findByEmail(email).stream().map(Account::toView).toList(), null);
        }
        int size = (limit != null) ? limit : DEFAULT_LIMIT;
        if (size < 1 || size > LARGEST_LIMIT) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, "limit is 1 to " + LARGEST_LIMIT + ".");
        }
        List<Account> found = this.accounts.listAfter((cursor != null) ? number(cursor) : 0, size + 1);
        List<Account> page = found.subList(0, Math.min(size, found.size()));
        String next = (found.size() > size) ? cursor(page.getLast()) : null;
        return new Page<>(page.stream().map(Account::toView).toList(), next);
    }

    @Override
    public UserView get(String userId) {
        return view(ID.matcher(userId).matches() ? this.accounts.find(userId).orElse(null) : null);
    }

    @Override
    @Audited("auth.set-roles")
    public UserView setRoles(String userId, RoleGrant grant) {
        return view(ID.matcher(userId).matches()
                ? this.accounts.setRoles(userId, new TreeSet<>(grant.roles())).orElse(null) : null);
    }

    private static UserView view(@Nullable Account account) {
        if (account == null) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is no such user.");
        }
        return account.toView();
    }

    private static String cursor(Account last) {
        return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString((CURSOR + last.number()).getBytes(StandardCharsets.UTF_8));
    }

    private static long number(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.startsWith(CURSOR)) {
                return Long.parseLong(text.substring(CURSOR.length()));
            }
        }
        catch (IllegalArgumentException ex) {
            // Falls through to the same answer as for another list's cursor.
        }
        throw new ProblemException(ProblemType.INVALID_PAGE, "Take the cursor from nextCursor of this list.");
    }

}
