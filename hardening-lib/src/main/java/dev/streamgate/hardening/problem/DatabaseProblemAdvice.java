package dev.streamgate.hardening.problem;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * A database that is down, too slow or out of connections is no fault of ours or the
 * client's: 503, try again.
 */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class DatabaseProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(DatabaseProblemAdvice.class);

    @ExceptionHandler({ CannotCreateTransactionException.class, DataAccessResourceFailureException.class,
            QueryTimeoutException.class, TransientDataAccessException.class })
    ResponseEntity<ProblemDetail> unavailable(Exception ex) {
        log.error("Answered 503: the database cannot be used", ex);
        return ResponseEntity.status(ProblemType.UNAVAILABLE.status())
            .header(HttpHeaders.RETRY_AFTER, "2")
            .body(ProblemDetails.of(ProblemType.UNAVAILABLE, "Try again in a moment."));
    }

}
