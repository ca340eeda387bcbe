/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.interceptor.AsyncExecutionInterceptor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.core.SmartClassLoader;
import org.springframework.util.ClassUtils;

/**
 * Adds the interceptors of audited methods to their beans: outside of all others, so that
 * a denied call is recorded too, but inside of {@code @Async}, and once more inside of
 * the transaction. Unordered, so that it runs after the post-processors that create the
 * other proxies.
 */
final class AuditedBeanPostProcessor implements SmartInstantiationAwareBeanPostProcessor, BeanClassLoaderAware {

    private final AuditedMethods methods;

    private final Advisor atCaller;

    private final Advisor around;

    private final Advisor inTransaction;

    private @Nullable ClassLoader classLoader = ClassUtils.getDefaultClassLoader();

    AuditedBeanPostProcessor(AuditedMethods methods, ObjectProvider<AuditRecorder> recorder) {
        this.methods = methods;
        AuditedMethodInterceptor interceptor = new AuditedMethodInterceptor(methods, recorder);
        this.atCaller = advisor(interceptor::startAtCaller);
        this.around = advisor(interceptor);
        this.inTransaction = advisor(interceptor::joinTransaction);
    }

    @Override
    public void setBeanClassLoader(ClassLoader classLoader) {
        this.classLoader = classLoader;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        Class<?> type = AopUtils.getTargetClass(bean);
        if (bean instanceof AopInfrastructureBean || !this.methods.isAdvised(type)) {
            return bean;
        }
        if (bean instanceof Advised advised && !advised.isFrozen()) {
            int outermost = 0;
            Advisor[] present = advised.getAdvisors();
            for (int i = 0; i < present.length; i++) {
                if (present[i].getAdvice() instanceof AsyncExecutionInterceptor) {
                    advised.addAdvisor(i, this.atCaller);
                    outermost = i + 2;
                    break;
                }
            }
            advised.addAdvisor(outermost, this.around);
            advised.addAdvisor(this.inTransaction);
            return bean;
        }
        ProxyFactory proxies = new ProxyFactory(bean);
        proxies.setProxyTargetClass(!Proxy.isProxyClass(bean.getClass()));
        return proxied(proxies).getProxy(classLoaderFor(bean.getClass()));
    }

    /** Creates the class of the proxy during ahead-of-time processing. */
    @Override
    public Class<?> determineBeanType(Class<?> type, String name) {
        if (Proxy.isProxyClass(type) || ClassUtils.getUserClass(type) != type || !this.methods.isAdvised(type)) {
            return type;
        }
        ProxyFactory proxies = new ProxyFactory();
        proxies.setTargetClass(type);
        proxies.setProxyTargetClass(true);
        return proxied(proxies).getProxyClass(classLoaderFor(type));
    }

    /** Whether calls of the bean pass through the interceptor. */
    static boolean isIntercepted(Object bean) {
        if (bean instanceof Advised advised) {
            for (Advisor advisor : advised.getAdvisors()) {
                if (advisor.getAdvice() instanceof AuditedMethodInterceptor) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * The application's class loader, unless a reloading one delegates to it for this
     * bean.
     */
    private @Nullable ClassLoader classLoaderFor(Class<?> type) {
        return (this.classLoader instanceof SmartClassLoader smart && !smart.equals(type.getClassLoader()))
                ? smart.getOriginalClassLoader() : this.classLoader;
    }

    private ProxyFactory proxied(ProxyFactory proxies) {
        proxies.addAdvisor(this.around);
        proxies.addAdvisor(this.inTransaction);
        return proxies;
    }

    private Advisor advisor(MethodInterceptor advice) {
        return new DefaultPointcutAdvisor(pointcut(), advice);
    }

    private Pointcut pointcut() {
        AuditedMethods audited = this.methods;
        return new StaticMethodMatcherPointcut() {
            @Override
            public boolean matches(Method method, Class<?> type) {
                return audited.advised(AopUtils.getMostSpecificMethod(method, type), type) != null;
            }
        };
    }

}
