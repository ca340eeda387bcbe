/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.method;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Conventions;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

/**
 * Finds annotated methods of an application's beans; creates no bean. The modules with
 * annotations share it. Stateless.
 */
public final class BeanMethods {

    /**
     * Bean definition attribute with the class of a bean behind a JDK proxy; Spring's
     * name.
     */
    public static final String ORIGINAL_TARGET_CLASS = Conventions.getQualifiedAttributeName(AutoProxyUtils.class,
            "originalTargetClass");

    private static final Logger log = LoggerFactory.getLogger(BeanMethods.class);

    /** Packages of libraries, whose beans are most of an application's. */
    private static final List<String> LIBRARIES = List.of("org.springframework.", "org.apache.catalina.",
            "org.apache.coyote.", "org.apache.tomcat.", "tools.jackson.", "com.fasterxml.", "io.micrometer.",
            "com.zaxxer.", "org.hibernate.");

    private static final List<String> PLATFORM = List.of("java.", "javax.", "jakarta.");

    private static final List<String> MAPPINGS = List.of("org.springframework.web.bind.annotation.RequestMapping",
            "org.springframework.web.service.annotation.HttpExchange");

    private BeanMethods() {
    }

    /**
     * Visits the beans with their classes, proxies aside. Skips beans whose class is
     * unknown or refers to an absent one, and the proxies of scoped beans, which have
     * bean definitions of their own.
     * @param beans the application's beans
     * @param action receives name and class of each bean
     */
    public static void forEachType(ConfigurableListableBeanFactory beans, BiConsumer<String, Class<?>> action) {
        for (String name : beans.getBeanDefinitionNames()) {
            Class<?> type = type(beans, name);
            if (type != null && !ScopedObject.class.isAssignableFrom(type)) {
                action.accept(name, ClassUtils.getUserClass(type));
            }
        }
    }

    private static @Nullable Class<?> type(ConfigurableListableBeanFactory beans, String name) {
        try {
            return (beans.getMergedBeanDefinition(name).getAttribute(ORIGINAL_TARGET_CLASS) instanceof Class<?> target)
                    ? target : beans.getType(name, false);
        }
        catch (BeansException | LinkageError ex) {
            log.debug("The class of the bean '{}' is unknown", name, ex);
            return null;
        }
    }

    /**
     * Selects methods of a class, as found in it or in its interfaces.
     * @param type a class, or a JDK proxy's class
     * @param lookup returns null for methods that are not selected
     * @return the methods with what the lookup returned; empty for classes of libraries,
     * and for those with a signature that refers to an absent class
     * @throws InvalidConfigurationException if the lookup throws it
     */
    public static <T> Map<Method, T> select(Class<?> type, MetadataLookup<T> lookup) {
        if (isForeign(type)) {
            return Map.of();
        }
        try {
            return MethodIntrospector.selectMethods(type, lookup);
        }
        catch (InvalidConfigurationException ex) {
            throw ex;
        }
        catch (IllegalStateException | LinkageError ex) {
            log.debug("Cannot introspect {}", type.getName(), ex);
            return Map.of();
        }
    }

    /**
     * Whether a class has no annotations of this library. As in Spring, a component in a
     * package of a library is the application's.
     */
    private static boolean isForeign(Class<?> type) {
        if (type.isPrimitive() || type.isArray() || type.isHidden()) {
            return true;
        }
        if (Proxy.isProxyClass(type)) {
            return false;
        }
        return PLATFORM.stream().anyMatch(type.getName()::startsWith)
                || (LIBRARIES.stream().anyMatch(type.getName()::startsWith)
                        && !AnnotatedElementUtils.hasAnnotation(type, Component.class));
    }

    /**
     * Whether a method of a class is a handler of Spring MVC: mapped, in a controller.
     */
    public static boolean isHandler(Class<?> type, Method method) {
        return AnnotatedElementUtils.hasAnnotation(type, Controller.class) && isMapped(method);
    }

    private static boolean isMapped(Method method) {
        MergedAnnotations annotations = MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY);
        return MAPPINGS.stream().anyMatch(annotations::isPresent);
    }

}
