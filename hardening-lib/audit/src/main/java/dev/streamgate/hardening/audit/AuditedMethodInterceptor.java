/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.lang.reflect.Method;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Records the calls of audited methods of beans. The call is an attribute of the
 * invocation, which {@code @Async} hands to another thread. For an audited handler it
 * only determines the resource of the request's event. Thread-safe.
 */
final class AuditedMethodInterceptor implements MethodInterceptor {

    private static final String CALL = AuditedCall.class.getName();

    private static final boolean TRANSACTIONS_PRESENT = ClassUtils.isPresent(
            "org.springframework.transaction.support.TransactionSynchronization",
            AuditedMethodInterceptor.class.getClassLoader());

    private static final boolean REACTOR_PRESENT = ClassUtils.isPresent("reactor.core.publisher.Flux",
            AuditedMethodInterceptor.class.getClassLoader());

    private static final boolean SERVLET_PRESENT = ClassUtils.isPresent(
            "org.springframework.web.servlet.DispatcherServlet", AuditedMethodInterceptor.class.getClassLoader());

    private final AuditedMethods methods;

    private final ObjectProvider<AuditRecorder> recorder;

    AuditedMethodInterceptor(AuditedMethods methods, ObjectProvider<AuditRecorder> recorder) {
        this.methods = methods;
        this.recorder = recorder;
    }

    /** Remembers the caller of an asynchronous method, outside of {@code @Async}. */
    @Nullable Object startAtCaller(MethodInvocation invocation) throws Throwable {
        AuditRecorder journal = this.recorder.getObject();
        journal.requireWritable();
        AuditedCall call = new AuditedCall(journal, method(invocation));
        ((ProxyMethodInvocation) invocation).setUserAttribute(CALL, call);
        try {
            return invocation.proceed();
        }
        catch (Throwable ex) {
            if (!call.isStarted()) {
                // The executor rejected it.
                call.failed(ex);
            }
            throw ex;
        }
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        AuditedMethod method = method(invocation);
        if (SERVLET_PRESENT && HandlerCall.isHandled(method)) {
            return HandlerCall.proceed(invocation, method);
        }
        AuditRecorder journal = this.recorder.getObject();
        AuditedCall atCaller = (AuditedCall) ((ProxyMethodInvocation) invocation).getUserAttribute(CALL);
        AuditedCall call = (atCaller != null) ? atCaller : new AuditedCall(journal, method);
        call.started();
        journal.requireWritable();
        ((ProxyMethodInvocation) invocation).setUserAttribute(CALL, call);
        if (!method.usesResult()) {
            call.resource(method.resource(invocation.getThis(), invocation.getArguments(), null));
        }
        Object result;
        try {
            result = invocation.proceed();
        }
        catch (Throwable ex) {
            call.failed(ex);
            throw ex;
        }
        if (method.usesResult()) {
            call.resource(method.resource(invocation.getThis(), invocation.getArguments(), result));
        }
        return outcome(call, result);
    }

    /** Joins the transaction of the method, inside of the transaction's interceptor. */
    @Nullable Object joinTransaction(MethodInvocation invocation) throws Throwable {
        AuditedCall call = (AuditedCall) ((ProxyMethodInvocation) invocation).getUserAttribute(CALL);
        if (!TRANSACTIONS_PRESENT || call == null) {
            return invocation.proceed();
        }
        AuditedTransaction.join(call);
        Object result = invocation.proceed();
        AuditedTransaction.returned(call);
        return result;
    }

    private static @Nullable Object outcome(AuditedCall call, @Nullable Object result) {
        if (result instanceof CompletableFuture<?> future) {
            return recorded(call, future);
        }
        if (result instanceof CompletionStage<?> stage) {
            return recorded(call, stage);
        }
        if (result instanceof Future<?> future) {
            await(call, future);
            return result;
        }
        ReactiveAdapter adapter = (REACTOR_PRESENT && result != null)
                ? ReactiveAdapterRegistry.getSharedInstance().getAdapter(null, result) : null;
        if (adapter != null && result != null) {
            return ReactiveOutcome.recorded(call, adapter, result);
        }
        call.succeeded();
        return result;
    }

    /** A stage that completes once the event is durable. */
    private static CompletionStage<?> recorded(AuditedCall call, CompletionStage<?> stage) {
        return stage.whenComplete((value, failure) -> {
            if (failure == null) {
                call.succeeded();
            }
            else {
                call.failed((failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
                        : failure);
            }
        });
    }

    /** On the thread of {@code @Async}, which waits for the future in any case. */
    private static void await(AuditedCall call, Future<?> future) {
        try {
            future.get();
            call.succeeded();
        }
        catch (ExecutionException ex) {
            call.failed((ex.getCause() != null) ? ex.getCause() : ex);
        }
        catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            call.failed(ex);
        }
        catch (CancellationException ex) {
            call.failed(ex);
        }
    }

    private AuditedMethod method(MethodInvocation invocation) {
        Object target = invocation.getThis();
        Class<?> type = (target != null) ? AopUtils.getTargetClass(target) : invocation.getMethod().getDeclaringClass();
        Method specific = AopUtils.getMostSpecificMethod(invocation.getMethod(), type);
        AuditedMethod method = this.methods.advised(specific, type);
        if (method == null) {
            throw new IllegalStateException(AuditedMethods.name(specific) + " is not audited");
        }
        return method;
    }

    /** Loaded only if Spring MVC is on the class path. */
    private static final class HandlerCall {

        static boolean isHandled(AuditedMethod method) {
            AuditedExchange exchange = current();
            return exchange != null && exchange.isFor(method);
        }

        static @Nullable Object proceed(MethodInvocation invocation, AuditedMethod method) throws Throwable {
            AuditedExchange exchange = current();
            if (exchange == null) {
                return invocation.proceed();
            }
            exchange.resource(method.resource(invocation.getThis(), invocation.getArguments(), null));
            Object result = invocation.proceed();
            if (method.usesResult()) {
                exchange.resource(method.resource(invocation.getThis(), invocation.getArguments(), result));
            }
            return result;
        }

        private static @Nullable AuditedExchange current() {
            return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request)
                    ? AuditedExchange.of(request.getRequest()) : null;
        }

    }

    /** Loaded only if Reactor is on the class path. */
    private static final class ReactiveOutcome {

        static Object recorded(AuditedCall call, ReactiveAdapter adapter, Object result) {
            Runnable cancelled = () -> call.failed(new CancellationException("The subscription was cancelled"));
            if (!adapter.isMultiValue()) {
                return adapter.fromPublisher(Mono.from(adapter.toPublisher(result))
                    .doOnSuccess((value) -> call.succeeded())
                    .doOnError(call::failed)
                    .doOnCancel(cancelled));
            }
            return adapter.fromPublisher(Flux.from(adapter.toPublisher(result))
                .doOnComplete(call::succeeded)
                .doOnError(call::failed)
                .doOnCancel(cancelled));
        }

    }

}
