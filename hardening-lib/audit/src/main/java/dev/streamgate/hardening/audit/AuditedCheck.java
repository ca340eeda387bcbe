/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.lang.reflect.Method;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.method.BeanMethods;

/**
 * Prevents the application from starting if it uses {@link Audited} where nothing would
 * be recorded.
 */
final class AuditedCheck implements SmartInitializingSingleton {

    private final ConfigurableListableBeanFactory beans;

    private final AuditedMethods methods;

    private final ObjectProvider<AuditJournal> journal;

    AuditedCheck(ConfigurableListableBeanFactory beans, AuditedMethods methods, ObjectProvider<AuditJournal> journal) {
        this.beans = beans;
        this.methods = methods;
        this.journal = journal;
    }

    @Override
    public void afterSingletonsInstantiated() {
        AuditJournal recording = this.journal.getIfAvailable();
        if (recording instanceof DisabledAuditJournal disabled && disabled.isIntended()) {
            return;
        }
        boolean journaled = recording != null && !(recording instanceof DisabledAuditJournal);
        BeanMethods.forEachType(this.beans, (name, type) -> {
            Map<Method, AuditedMethod> audited = this.methods.in(type);
            if (!audited.isEmpty()) {
                String method = AuditedMethods.name(audited.keySet().iterator().next());
                if (!journaled) {
                    throw new InvalidConfigurationException(
                            "@Audited on %s would record nothing: the application has no audit journal"
                                .formatted(method),
                            "Set streamgate.audit.directory to a directory that only this application writes to, or "
                                    + "streamgate.audit.enabled=false if nothing shall be recorded.");
                }
                requireIntercepted(name, type, method);
            }
        });
    }

    private void requireIntercepted(String name, Class<?> type, String method) {
        if (this.methods.isAdvised(type) && this.beans.containsSingleton(name)
                && !AuditedBeanPostProcessor.isIntercepted(this.beans.getBean(name))) {
            throw new InvalidConfigurationException(
                    "@Audited on %s would record nothing: the bean '%s' has no proxy, since it was created too early or its proxy is frozen"
                        .formatted(method, name),
                    "Let no BeanPostProcessor or BeanFactoryPostProcessor depend on the bean, or move the annotation.");
        }
    }

}
