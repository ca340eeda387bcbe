/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.auth.account;

import java.util.List;

import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.auth.UserAuthority;
import dev.streamgate.contracts.auth.UserAuthorityApi;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/** Tells the other services what the owners of stored work may do now. */
@RestController
class UserAuthorityController implements UserAuthorityApi {

    private final Accounts accounts;

    UserAuthorityController(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public List<UserAuthority> read(List<String> id) {
        if (id.size() > MAX_USERS) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "Name at most %d users.".formatted(MAX_USERS));
        }
        return this.accounts.findAll(id)
            .stream()
            .map((account) -> new UserAuthority(account.id(), account.state(), account.roles()))
            .toList();
    }

}
