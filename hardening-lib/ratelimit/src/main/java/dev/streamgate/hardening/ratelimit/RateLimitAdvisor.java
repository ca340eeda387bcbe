/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.function.Supplier;

import org.aopalliance.aop.Advice;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcutAdvisor;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;

import dev.streamgate.hardening.problem.ProblemType;

/**
 * Limits the methods of beans: throws {@link RateLimitExceededException} instead of
 * calling them. Thread-safe.
 */
final class RateLimitAdvisor extends StaticMethodMatcherPointcutAdvisor {

    private static final long serialVersionUID = 1L;

    private static final DefaultParameterNameDiscoverer PARAMETER_NAMES = new DefaultParameterNameDiscoverer();

    private final transient RateLimitedMethods methods;

    /**
     * Creates an advisor.
     * @param enforcer supplies the enforcer at the first call of a limited method
     * @param callers supplies the callers then
     * @param beans resolves beans of expressions
     */
    RateLimitAdvisor(RateLimitedMethods methods, Supplier<RateLimitEnforcer> enforcer, Supplier<Callers> callers,
            BeanFactoryResolver beans) {
        super(interceptor(methods, enforcer, callers, beans));
        this.methods = methods;
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        return this.methods.ofProxied(method, targetClass) != null;
    }

    private static Advice interceptor(RateLimitedMethods methods, Supplier<RateLimitEnforcer> enforcer,
            Supplier<Callers> callers, BeanFactoryResolver beans) {
        return (MethodInterceptor) (invocation) -> {
            Object target = invocation.getThis();
            Class<?> targetClass = (target != null) ? AopUtils.getTargetClass(target)
                    : invocation.getMethod().getDeclaringClass();
            LimitDefinition limit = methods.ofProxied(invocation.getMethod(), targetClass);
            if (limit != null && enforcer.get().isEnabled()) {
                check(limit, invocation, targetClass, enforcer.get(), callers.get(), beans);
            }
            return invocation.proceed();
        };
    }

    private static void check(LimitDefinition limit, MethodInvocation invocation, Class<?> targetClass,
            RateLimitEnforcer enforcer, Callers callers, BeanFactoryResolver beans) {
        RateLimitKey key = null;
        if (limit.hasExpressions()) {
            MethodBasedEvaluationContext context = new MethodBasedEvaluationContext(callers.context(),
                    AopUtils.getMostSpecificMethod(invocation.getMethod(), targetClass), invocation.getArguments(),
                    PARAMETER_NAMES);
            context.setBeanResolver(beans);
            if (!limit.applies(context)) {
                return;
            }
            key = limit.key(context);
        }
        long nanos = enforcer.tryConsume(limit.plan(), (key != null) ? key : callers.key());
        if (nanos < 0) {
            throw new RateLimitExceededException(ProblemType.RATE_LIMITED, enforcer.detail(limit.plan(), nanos),
                    limit.plan(), Duration.ofNanos(-nanos));
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

}
