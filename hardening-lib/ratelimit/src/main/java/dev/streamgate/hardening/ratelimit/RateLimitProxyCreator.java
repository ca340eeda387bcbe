/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.ProxyProcessorSupport;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.core.SmartClassLoader;
import org.springframework.util.Assert;
import org.springframework.util.ClassUtils;

import dev.streamgate.hardening.method.BeanMethods;

/**
 * Puts {@link RateLimitAdvisor} in front of the beans with limited methods. It is not
 * ordered, so that it comes after Spring's own post-processors: the limit is checked in
 * the caller's thread, before a transaction begins. It refers to no other bean before a
 * limited method is called.
 */
class RateLimitProxyCreator implements SmartInstantiationAwareBeanPostProcessor, BeanFactoryAware {

    private final Proxies proxies = new Proxies();

    private final RateLimitedMethods methods;

    private @Nullable ConfigurableListableBeanFactory beanFactory;

    private @Nullable RateLimitAdvisor advisor;

    RateLimitProxyCreator(RateLimitedMethods methods) {
        this.methods = methods;
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
        ClassLoader loader = this.beanFactory.getBeanClassLoader();
        if (loader != null) {
            this.proxies.setBeanClassLoader(loader);
        }
        this.advisor = new RateLimitAdvisor(this.methods, new Reference<>(beanFactory, RateLimitEnforcer.class),
                new Reference<>(beanFactory, Callers.class), new BeanFactoryResolver(beanFactory));
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof AopInfrastructureBean || !needsProxy(bean)) {
            return bean;
        }
        if (bean instanceof Advised advised && !advised.isFrozen()) {
            advised.addAdvisor(0, advisor());
            return bean;
        }
        return proxyFactory(bean.getClass(), bean, beanName).getProxy(this.proxies.classLoader(bean.getClass()));
    }

    /** Lets AOT processing generate the class of the proxy. */
    @Override
    public Class<?> determineBeanType(Class<?> beanClass, String beanName) {
        if (beanClass.getName().contains(ClassUtils.CGLIB_CLASS_SEPARATOR) || Proxy.isProxyClass(beanClass)
                || !needsProxy(beanClass)) {
            return beanClass;
        }
        return proxyFactory(beanClass, null, beanName).getProxyClass(this.proxies.classLoader(beanClass));
    }

    /** Whether the bean calls the advisor, as it must when it has limited methods. */
    boolean isProxied(Object bean) {
        return bean instanceof Advised advised && advised.indexOf(advisor()) >= 0;
    }

    private boolean needsProxy(Object bean) {
        return needsProxy(AopUtils.getTargetClass(bean))
                || (Proxy.isProxyClass(bean.getClass()) && this.methods.needsProxy(bean.getClass()));
    }

    /** The verifier reports final classes that cannot have a proxy. */
    private boolean needsProxy(Class<?> type) {
        return this.methods.needsProxy(type)
                && (!Modifier.isFinal(type.getModifiers()) || this.methods.areInInterfaces(type));
    }

    private ProxyFactory proxyFactory(Class<?> beanClass, @Nullable Object bean, String beanName) {
        ProxyFactory factory = new ProxyFactory();
        if (this.beanFactory != null && this.beanFactory.containsBeanDefinition(beanName)) {
            this.beanFactory.getMergedBeanDefinition(beanName)
                .setAttribute(BeanMethods.ORIGINAL_TARGET_CLASS, beanClass);
        }
        if (Modifier.isFinal(beanClass.getModifiers())) {
            this.proxies.useInterfaces(beanClass, factory);
        }
        else {
            factory.setProxyTargetClass(true);
        }
        if (bean != null) {
            factory.setTarget(bean);
        }
        else {
            factory.setTargetClass(beanClass);
        }
        factory.addAdvisor(advisor());
        factory.setPreFiltered(true);
        return factory;
    }

    private RateLimitAdvisor advisor() {
        RateLimitAdvisor advisor = this.advisor;
        Assert.state(advisor != null, "No bean factory is set");
        return advisor;
    }

    /** Spring's choice of a proxy's class loader and interfaces. */
    private static final class Proxies extends ProxyProcessorSupport {

        private static final long serialVersionUID = 1L;

        @Nullable ClassLoader classLoader(Class<?> beanClass) {
            ClassLoader loader = getProxyClassLoader();
            return (loader instanceof SmartClassLoader smart && !loader.equals(beanClass.getClassLoader()))
                    ? smart.getOriginalClassLoader() : loader;
        }

        void useInterfaces(Class<?> beanClass, ProxyFactory factory) {
            evaluateProxyInterfaces(beanClass, factory);
        }

    }

    /** A bean that is looked up at the first use. */
    private static final class Reference<T> implements Supplier<T> {

        private final BeanFactory beanFactory;

        private final Class<T> type;

        private volatile @Nullable T bean;

        Reference(BeanFactory beanFactory, Class<T> type) {
            this.beanFactory = beanFactory;
            this.type = type;
        }

        @Override
        public T get() {
            T found = this.bean;
            if (found == null) {
                found = this.beanFactory.getBean(this.type);
                this.bean = found;
            }
            return found;
        }

    }

}
