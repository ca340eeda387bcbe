/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.util.List;
import java.util.Map;

import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.auth.UserState;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.suite.security.UserAuthority;
import dev.streamgate.suite.security.UserAuthorityApi;

/** Tells the other services what the owners of stored work may do now. */
@RestController
class UserAuthorityController implements UserAuthorityApi {

    private final Accounts accounts;

    private final QuotaStore quotas;

    UserAuthorityController(Accounts accounts, QuotaStore quotas) {
        this.accounts = accounts;
        this.quotas = quotas;
    }

    @Override
    public List<UserAuthority> read(List<String> id) {
        if (id.size() > MAX_USERS) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "Name at most %d users.".formatted(MAX_USERS));
        }
        Map<String, Map<String, Long>> allowed = this.quotas.findAll(id);
        return this.accounts.findAll(id)
            .stream()
            .map((account) -> new UserAuthority(account.id(), account.state() == UserState.ACTIVE, account.roles(),
                    allowed.getOrDefault(account.id(), Map.of())))
            .toList();
    }

}
