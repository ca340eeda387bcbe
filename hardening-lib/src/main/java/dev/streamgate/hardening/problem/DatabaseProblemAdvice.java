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
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * A database that is down, too slow or out of connections is no fault of ours or the
 * client's: 503, try again. What else it complains of is a fault of ours: 500.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class DatabaseProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(DatabaseProblemAdvice.class);

    /**
     * Classes of SQLSTATE: connection, out of resources, operator intervention
     * (shutdown), system error.
     */
    private static final Set<String> OUTAGES = Set.of("08", "53", "57", "58");

    @ExceptionHandler({ DataAccessException.class, TransactionException.class })
    ResponseEntity<ProblemDetail> failed(Exception ex) {
        if (isOutage(ex)) {
            log.warn("Answered 503: the database cannot be used", ex);
            return ResponseEntity.status(ProblemType.UNAVAILABLE.status())
                .header(HttpHeaders.RETRY_AFTER, "2")
                .body(ProblemDetails.of(ProblemType.UNAVAILABLE, "Try again in a moment."));
        }
        log.error("Answered 500", ex);
        return ResponseEntity.status(ProblemType.INTERNAL_ERROR.status())
            .body(ProblemDetails.of(ProblemType.INTERNAL_ERROR,
                    "It is not your fault. The trace id leads those who run this system to the cause."));
    }

    private static boolean isOutage(Exception ex) {
        for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotCreateTransactionException || cause instanceof TransientDataAccessException
                    || cause instanceof SQLTransientException || cause instanceof SQLRecoverableException
                    || cause instanceof IOException) {
                return true;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null && sql.getSQLState().length() >= 2
                    && OUTAGES.contains(sql.getSQLState().substring(0, 2))) {
                return true;
            }
        }
        return false;
    }

}
