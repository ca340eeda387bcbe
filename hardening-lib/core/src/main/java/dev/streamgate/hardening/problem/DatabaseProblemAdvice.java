/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;

/**
 * Renders database errors: 503 with {@code Retry-After} while the database is down, slow
 * or out of connections, 500 for all other errors. Advice of the application precedes it,
 * and {@link ProblemAdvice} delegates to it if it comes first.
 */
@RestControllerAdvice
@Order
class DatabaseProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(DatabaseProblemAdvice.class);

    /**
     * SQLSTATE classes: connection exception, insufficient resources, operator
     * intervention (shutdown), system error.
     */
    private static final Set<String> OUTAGES = Set.of("08", "53", "57", "58");

    private final boolean replaceErrorPages;

    private final RepeatedFailureLog failures = new RepeatedFailureLog(log);

    DatabaseProblemAdvice(boolean replaceErrorPages) {
        this.replaceErrorPages = replaceErrorPages;
    }

    @ExceptionHandler({ DataAccessException.class, TransactionException.class })
    ResponseEntity<Object> failed(Exception ex, WebRequest request) {
        if (!this.replaceErrorPages && HtmlPreference.in(request.getHeader(HttpHeaders.ACCEPT))) {
            throw ProblemAdvice.unhandled(ex);
        }
        if (isOutage(ex)) {
            this.failures.warn("Responding 503: database unavailable", ex);
            return ResponseEntity.status(ProblemType.UNAVAILABLE.status())
                .header(HttpHeaders.RETRY_AFTER, "2")
                .body(ProblemDetails.of(ProblemType.UNAVAILABLE, "The database is unavailable. Retry later."));
        }
        log.error("Responding 500: database error", ex);
        return ResponseEntity.status(ProblemType.INTERNAL_ERROR.status())
            .body(ProblemDetails.of(ProblemType.INTERNAL_ERROR, ProblemAdvice.INTERNAL_ERROR_DETAIL));
    }

    /** Whether the exception or a cause is an error of the database. */
    static boolean isDatabaseError(Exception ex) {
        for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataAccessException || cause instanceof TransactionException) {
                return true;
            }
        }
        return false;
    }

    /**
     * An error without an SQLSTATE does not come from the database: the pool reports that
     * it has closed a broken connection.
     */
    private static boolean isOutage(SQLException ex) {
        String state = ex.getSQLState();
        return (state == null) ? ex.getClass() == SQLException.class
                : state.length() >= 2 && OUTAGES.contains(state.substring(0, 2));
    }

    private static boolean isOutage(Exception ex) {
        for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotCreateTransactionException || cause instanceof TransientDataAccessException
                    || cause instanceof SQLTransientException || cause instanceof SQLRecoverableException
                    || cause instanceof IOException) {
                return true;
            }
            if (cause instanceof SQLException sql && isOutage(sql)) {
                return true;
            }
        }
        return false;
    }

}
