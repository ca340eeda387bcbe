/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.security;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Evaluates the {@link PreAuthorize} of a handler before Spring MVC reads parameters and
 * body, so that a caller without the role gets 403 and learns nothing about the request's
 * form. Expressions over parameters are left to the invocation, which evaluates all of
 * them again. Thread-safe.
 */
final class RolesFirstInterceptor implements HandlerInterceptor {

    private final MethodInterceptor authorization;

    /**
     * Creates the interceptor.
     * @param authorization the interceptor of method security
     */
    RolesFirstInterceptor(MethodInterceptor authorization) {
        this.authorization = authorization;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        if (handler instanceof HandlerMethod method && dependsOnCallerOnly(method)) {
            try {
                this.authorization.invoke(new NoInvocation(method));
            }
            catch (Exception | Error ex) {
                throw ex;
            }
            catch (Throwable ex) {
                throw new IllegalStateException(ex);
            }
        }
        return true;
    }

    private static boolean dependsOnCallerOnly(HandlerMethod handler) {
        PreAuthorize rule = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), PreAuthorize.class);
        if (rule == null) {
            rule = AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), PreAuthorize.class);
        }
        return rule != null && rule.value().indexOf('#') < 0;
    }

    /** The handler's method, not invoked. */
    private record NoInvocation(HandlerMethod handler) implements MethodInvocation {

        @Override
        public Method getMethod() {
            return this.handler.getMethod();
        }

        @Override
        public @Nullable Object[] getArguments() {
            return new @Nullable Object[this.handler.getMethod().getParameterCount()];
        }

        @Override
        public @Nullable Object proceed() {
            return null;
        }

        @Override
        public Object getThis() {
            return this.handler.getBean();
        }

        @Override
        public AccessibleObject getStaticPart() {
            return this.handler.getMethod();
        }

    }

}
