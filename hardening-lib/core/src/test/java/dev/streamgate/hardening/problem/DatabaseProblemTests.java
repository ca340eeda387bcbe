/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import java.io.IOException;
import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

class DatabaseProblemTests {

    private final MockMvc mvc = mvc(new DatabaseProblemAdvice(false), new ProblemAdvice(false));

    private static MockMvc mvc(Object... advice) {
        return MockMvcBuilders.standaloneSetup(new Failing()).setControllerAdvice(advice).build();
    }

    @Test
    void theOrderOfTheAdvicesIsIrrelevant() throws Exception {
        mvc(new ProblemAdvice(false), new DatabaseProblemAdvice(false)).perform(get("/shutdown"))
            .andExpect(status().isServiceUnavailable());
        mvc(new ProblemAdvice(false)).perform(get("/shutdown")).andExpect(status().isServiceUnavailable());
    }

    @ParameterizedTest
    @ValueSource(strings = { "pool", "connection", "shutdown", "commit", "deadlock", "closed" })
    void anUnavailableDatabaseIsRenderedAs503(String failure) throws Exception {
        this.mvc.perform(get("/" + failure))
            .andExpect(status().isServiceUnavailable())
            .andExpect(header().string("Retry-After", "2"))
            .andExpect(jsonPath("$.type").value("urn:streamgate:problem:unavailable"));
    }

    @ParameterizedTest
    @ValueSource(strings = "bug")
    void anInvalidStatementIsRenderedAs500(String failure) throws Exception {
        this.mvc.perform(get("/" + failure)).andExpect(status().isInternalServerError());
    }

    @RestController
    static class Failing {

        @GetMapping("/{failure}")
        void fail(@PathVariable String failure) {
            throw switch (failure) {
                case "pool" -> new CannotCreateTransactionException("no connection");
                case "connection" -> new DataAccessResourceFailureException("gone", new IOException("reset"));
                case "shutdown" ->
                    new UncategorizedSQLException("select", null, new SQLException("going down", "57P01"));
                case "commit" -> new TransactionSystemException("commit", new SQLException("gone", "08006"));
                case "closed" ->
                    new UncategorizedSQLException("select", null, new SQLException("Connection is closed"));
                case "deadlock" -> new CannotAcquireLockException("deadlock");
                default -> new DataIntegrityViolationException("bug");
            };
        }

    }

}
