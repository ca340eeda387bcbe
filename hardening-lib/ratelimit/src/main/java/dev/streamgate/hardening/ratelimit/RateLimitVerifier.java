/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.method.BeanMethods;

/**
 * Fails the start when a bean has an annotation that refers to an unknown plan, has an
 * invalid expression, or would have no effect.
 */
class RateLimitVerifier implements SmartInitializingSingleton {

    private final ConfigurableListableBeanFactory beanFactory;

    private final RateLimitedMethods methods;

    private final RateLimitEnforcer enforcer;

    private final RateLimitProxyCreator proxyCreator;

    RateLimitVerifier(ConfigurableListableBeanFactory beanFactory, RateLimitedMethods methods,
            RateLimitEnforcer enforcer, RateLimitProxyCreator proxyCreator) {
        this.beanFactory = beanFactory;
        this.methods = methods;
        this.enforcer = enforcer;
        this.proxyCreator = proxyCreator;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (!this.enforcer.isEnabled()) {
            return;
        }
        BeanMethods.forEachType(this.beanFactory, (name, type) -> {
            if (!this.methods.of(type).isEmpty()) {
                this.methods.verify(type, this.enforcer);
                verifyProxied(name, type);
            }
        });
    }

    /** A bean that a post-processor depends on is created before this library's. */
    private void verifyProxied(String name, Class<?> type) {
        if (this.methods.needsProxy(type) && this.beanFactory.containsSingleton(name)
                && !this.proxyCreator.isProxied(this.beanFactory.getBean(name))) {
            throw new InvalidConfigurationException(
                    "@RateLimited on %s has no effect: the bean '%s' was created before its methods could be intercepted"
                        .formatted(type.getName(), name),
                    "Move the methods to a bean that no BeanPostProcessor depends on, or declare that"
                            + " post-processor in a static @Bean method.");
        }
    }

}
