/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.ClassUtils;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.client.HttpStatusCodeException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * Renders handler errors as problems, unless the application handles them: by an advice,
 * which precedes this one, by {@link ResponseStatus}, or by an error page for browsers.
 * Client errors are explained to the client and logged in one line, except for 404, which
 * is not logged; 503 in one line a kind of failure and minute; other server errors with
 * their stack trace, and the client gets the trace id.
 */
@RestControllerAdvice
@Order
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    /** Request parameters that select a page of a list; errors in them have one type. */
    private static final Set<String> PAGE_PARAMETERS = Set.of("limit", "cursor");

    static final String INTERNAL_ERROR_DETAIL = "An unexpected error occurred. Report the trace id to the operator.";

    private static final ResponseEntity<Object> CLIENT_DISCONNECTED = ResponseEntity.noContent().build();

    private static final Set<String> SECURITY_EXCEPTIONS = Set.of(
            "org.springframework.security.access.AccessDeniedException",
            "org.springframework.security.core.AuthenticationException");

    private static final boolean DATABASE_PRESENT = Stream
        .of("org.springframework.dao.DataAccessException", "org.springframework.transaction.TransactionException")
        .allMatch((name) -> ClassUtils.isPresent(name, ProblemAdvice.class.getClassLoader()));

    private final boolean replaceErrorPages;

    private final RepeatedFailureLog failures = new RepeatedFailureLog(log);

    /** Null without Spring's database exceptions. */
    private final @Nullable DatabaseProblemAdvice databaseErrors;

    ProblemAdvice(boolean replaceErrorPages) {
        this.replaceErrorPages = replaceErrorPages;
        this.databaseErrors = DATABASE_PRESENT ? new DatabaseProblemAdvice(replaceErrorPages) : null;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(Exception ex, @Nullable Object body,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (!this.replaceErrorPages && HtmlPreference.in(request.getHeader(HttpHeaders.ACCEPT))) {
            throw unhandled(ex);
        }
        ProblemDetail problem = (body instanceof ProblemDetail detail) ? detail
                : (ex instanceof ErrorResponse error) ? error.getBody() : ProblemDetail.forStatus(status);
        ProblemType general = ProblemType.general(status);
        if (problem.getType() == null || problem.getType().equals(java.net.URI.create("about:blank"))) {
            problem.setType(general.uri());
            problem.setTitle(general.title());
        }
        ProblemDetails.identify(problem);
        // Anyone can request paths that do not exist; meters count them.
        if (status.isSameCodeAs(HttpStatus.NOT_FOUND) || ex instanceof ProblemException known && known.isReported()) {
            log.debug("Responding {} {}: {}", status.value(), problem.getType(), problem.getDetail());
        }
        else if (status.is5xxServerError() && ex instanceof ProblemException && ex.getCause() == null) {
            log.warn("Responding {} {}: {}", status.value(), problem.getType(), problem.getDetail());
        }
        else if (status.isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)) {
            this.failures.warn("Responding 503 " + problem.getType(), ex);
        }
        else if (status.is5xxServerError()) {
            log.error("Responding {}: {}", status.value(), problem.getDetail(), ex);
        }
        else {
            log.info("Responding {} {}: {}", status.value(), problem.getType(), problem.getDetail());
        }
        // Before the response is written, since the audit event of the request gives the
        // reason.
        request.setAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE, ex, RequestAttributes.SCOPE_REQUEST);
        return super.handleExceptionInternal(ex, problem, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(MethodArgumentNotValidException ex,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldProblem> errors = new ArrayList<>();
        ex.getFieldErrors().forEach((error) -> errors.add(new FieldProblem(error.getField(), message(error))));
        ex.getGlobalErrors().forEach((error) -> errors.add(new FieldProblem("", message(error))));
        return invalid(ex, errors, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (ex.isForReturnValue()) {
            return unexpected(ex, request);
        }
        List<FieldProblem> errors = new ArrayList<>();
        ex.getParameterValidationResults().forEach((result) -> {
            String parameter = Objects.requireNonNullElse(result.getMethodParameter().getParameterName(), "");
            result.getResolvableErrors()
                .forEach((error) -> errors
                    .add(new FieldProblem((error instanceof org.springframework.validation.FieldError field)
                            ? field.getField() : parameter, message(error))));
        });
        return invalid(ex, errors, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(TypeMismatchException ex, HttpHeaders headers,
            HttpStatusCode status, WebRequest request) {
        if (ex instanceof MethodArgumentTypeMismatchException mismatch
                && PAGE_PARAMETERS.contains(mismatch.getName())) {
            return invalid(ex, List.of(new FieldProblem(mismatch.getName(), "has the wrong type")), headers, request);
        }
        return super.handleTypeMismatch(ex, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException ex,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        Throwable cause = ex.getCause();
        ProblemDetail problem;
        BodyTooLargeException tooLarge = BodyTooLargeException.in(ex);
        if (tooLarge != null) {
            problem = ProblemDetails.of(ProblemType.BODY_TOO_LARGE, tooLarge.detail());
        }
        else if (cause instanceof StreamConstraintsException) {
            problem = ProblemDetails.of(ProblemType.BODY_TOO_LARGE, "The JSON body is too large or too deeply nested.");
        }
        else if (cause instanceof UnrecognizedPropertyException unknown) {
            problem = invalidField(path(unknown), "is unknown", "The field '%s' is unknown.");
        }
        else if (cause instanceof DatabindException mapping && !mapping.getPath().isEmpty()) {
            problem = invalidField(path(mapping), "has the wrong type", "The value of '%s' has the wrong type.");
        }
        else if (cause instanceof JacksonException parsing && parsing.getLocation() != null) {
            problem = ProblemDetails.of(ProblemType.BAD_REQUEST, "The body is not valid JSON at line %d, column %d."
                .formatted(parsing.getLocation().getLineNr(), parsing.getLocation().getColumnNr()));
        }
        else {
            problem = ProblemDetails.of(ProblemType.BAD_REQUEST, "The body is missing or cannot be read.");
        }
        return handleExceptionInternal(ex, problem, headers, HttpStatusCode.valueOf(problem.getStatus()), request);
    }

    private static ProblemDetail invalidField(String path, String message, String detail) {
        ProblemDetail problem = ProblemDetails.of(ProblemType.INVALID_FIELDS, detail.formatted(path));
        problem.setProperty("errors", List.of(new FieldProblem(path, message)));
        return problem;
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(MaxUploadSizeExceededException ex,
            HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return handleExceptionInternal(ex, ProblemDetails.of(ProblemType.BODY_TOO_LARGE, "The file is too large."),
                headers, ProblemType.BODY_TOO_LARGE.status(), request);
    }

    /** For instance without a boundary, or with parts that are cut off. */
    @ExceptionHandler
    @Nullable ResponseEntity<Object> unreadableForm(MultipartException ex, WebRequest request) {
        return handle(ex, ProblemType.BAD_REQUEST, "The body is not a complete multipart form.", request);
    }

    /** The request is not authenticated. */
    final @Nullable ResponseEntity<Object> unauthenticated(Exception ex, WebRequest request) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        return handleExceptionInternal(ex,
                ProblemDetails.of(ProblemType.UNAUTHENTICATED, "Send an access token as a bearer token."), headers,
                HttpStatus.UNAUTHORIZED, request);
    }

    /** Another service is unreachable or timed out. */
    @ExceptionHandler
    @Nullable ResponseEntity<Object> unreachable(ResourceAccessException ex, WebRequest request) {
        BodyTooLargeException tooLarge = BodyTooLargeException.in(ex);
        if (tooLarge != null) {
            return handle(ex, ProblemType.BODY_TOO_LARGE, tooLarge.detail(), request);
        }
        return unavailable(ex, request);
    }

    /** Another service returned an error that the calling code does not handle. */
    @ExceptionHandler
    @Nullable ResponseEntity<Object> upstream(RestClientResponseException ex, WebRequest request) {
        if (ex.getStatusCode().value() == 503 || ex.getStatusCode().value() == 429) {
            return unavailable(ex, request);
        }
        return handle(ex, ProblemType.BAD_GATEWAY, (ex instanceof HttpStatusCodeException)
                ? "An upstream service rejected the call." : "An upstream service returned an unreadable response.",
                request);
    }

    /** Any other error. */
    @ExceptionHandler
    @Nullable ResponseEntity<Object> unexpected(Exception ex, WebRequest request) {
        if (hasResponseStatus(ex) || isSecurityException(ex.getClass())) {
            throw unhandled(ex);
        }
        if (DisconnectedClient.caused(ex)) {
            log.debug("Client disconnected", ex);
            return CLIENT_DISCONNECTED;
        }
        // Both advices have the lowest precedence, so that the application's come first:
        // either may be first of the two.
        if (this.databaseErrors != null && DatabaseProblemAdvice.isDatabaseError(ex)) {
            return this.databaseErrors.failed(ex, request);
        }
        return handle(ex, ProblemType.INTERNAL_ERROR, INTERNAL_ERROR_DETAIL, request);
    }

    /** As Spring's resolver looks for it: on the exception or on a cause. */
    private static boolean hasResponseStatus(Exception ex) {
        Throwable cause = ex;
        for (int depth = 0; cause != null && depth < 16; depth++) {
            if (AnnotatedElementUtils.hasAnnotation(cause.getClass(), ResponseStatus.class)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** By name, since Spring Security is optional. */
    private static boolean isSecurityException(@Nullable Class<?> type) {
        return type != null
                && (SECURITY_EXCEPTIONS.contains(type.getName()) || isSecurityException(type.getSuperclass()));
    }

    /**
     * The exception itself: Spring MVC takes an exception handler that throws it as one
     * that does not handle it, and asks the next resolver.
     */
    @SuppressWarnings("unchecked")
    static <E extends Exception> RuntimeException unhandled(Exception ex) throws E {
        throw (E) ex;
    }

    private @Nullable ResponseEntity<Object> unavailable(Exception ex, WebRequest request) {
        HttpHeaders headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "2");
        return handleExceptionInternal(ex,
                ProblemDetails.of(ProblemType.UNAVAILABLE, "An upstream service is unavailable. Retry later."), headers,
                HttpStatus.SERVICE_UNAVAILABLE, request);
    }

    final @Nullable ResponseEntity<Object> handle(Exception ex, ProblemType type, String detail, WebRequest request) {
        return handleExceptionInternal(ex, ProblemDetails.of(type, detail), new HttpHeaders(), type.status(), request);
    }

    private @Nullable ResponseEntity<Object> invalid(Exception ex, List<FieldProblem> errors, HttpHeaders headers,
            WebRequest request) {
        boolean page = !errors.isEmpty()
                && errors.stream().allMatch((error) -> PAGE_PARAMETERS.contains(error.field()));
        ProblemDetail problem = ProblemDetails.of(page ? ProblemType.INVALID_PAGE : ProblemType.INVALID_FIELDS,
                summary(errors));
        problem.setProperty("errors", errors);
        return handleExceptionInternal(ex, problem, headers, HttpStatus.BAD_REQUEST, request);
    }

    private static String summary(List<FieldProblem> errors) {
        return errors.isEmpty() ? "The request is invalid." : String.join("; ",
                errors.stream().map((error) -> (error.field() + " " + error.message()).strip()).toList()) + ".";
    }

    private static String message(MessageSourceResolvable error) {
        return Objects.requireNonNullElse(error.getDefaultMessage(), "is invalid");
    }

    private static String path(DatabindException ex) {
        StringBuilder path = new StringBuilder();
        ex.getPath().forEach((step) -> {
            if (step.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
            else {
                path.append('[').append(step.getIndex()).append(']');
            }
        });
        return path.toString();
    }

    /**
     * A violation of one field's constraint.
     *
     * @param field path of the field in the body, or name of the parameter
     * @param message the violation, a predicate whose subject is the field
     */
    record FieldProblem(String field, String message) {
    }

}
