/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.method;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.StubMethod;
import org.junit.jupiter.api.Test;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.samples.hardening.Petclinic;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BeanMethodsTests {

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

    @Test
    void eachBeanIsVisitedWithItsClassAndNotCreated() {
        this.beans.registerBeanDefinition("plain", new RootBeanDefinition(Failing.class));
        RootBeanDefinition proxied = new RootBeanDefinition(Proxy
            .newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Runnable.class }, (a, b, c) -> null)
            .getClass());
        proxied.setAttribute(BeanMethods.ORIGINAL_TARGET_CLASS, Thread.class);
        this.beans.registerBeanDefinition("proxied", proxied);
        assertThat(types()).isEqualTo(Map.of("plain", Failing.class, "proxied", Thread.class));
    }

    @Test
    void aScopedBeanIsVisitedOnceAndItsProxyIsNot() {
        BeanDefinitionHolder scoped = ScopedProxyUtils.createScopedProxy(
                new BeanDefinitionHolder(new RootBeanDefinition(Failing.class), "cart"), this.beans, true);
        this.beans.registerBeanDefinition(scoped.getBeanName(), scoped.getBeanDefinition());
        this.beans.getBean("cart");
        assertThat(types()).isEqualTo(Map.of("scopedTarget.cart", Failing.class));
    }

    @Test
    void aSignatureThatRefersToAnAbsentClassHidesTheMethodsOfItsClass() {
        TypeDescription absent = new ByteBuddy().subclass(Object.class)
            .name("com.example.Absent")
            .make()
            .getTypeDescription();
        Class<?> type = new ByteBuddy().subclass(Object.class)
            .name("com.example.Exporter")
            .defineMethod("export", absent, Modifier.PUBLIC)
            .intercept(StubMethod.INSTANCE)
            .make()
            .load(getClass().getClassLoader())
            .getLoaded();
        assertThat(BeanMethods.select(type, (method) -> method)).isEmpty();
        this.beans.registerBeanDefinition("unknown", new RootBeanDefinition("com.example.Absent"));
        assertThat(types()).isEmpty();
    }

    @Test
    void aFailureOfTheLookupIsNotHidden() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
            .isThrownBy(() -> BeanMethods.select(Shelf.class, (method) -> {
                throw new InvalidConfigurationException("wrong", "correct it");
            }));
    }

    @Test
    void aComponentInAPackageOfALibraryIsTheApplications() {
        assertThat(BeanMethods.select(Petclinic.class, (method) -> method)).isNotEmpty();
        assertThat(BeanMethods.select(DefaultListableBeanFactory.class, (method) -> method)).isEmpty();
    }

    @Test
    void aHandlerIsAMappedMethodOfAController() throws NoSuchMethodException {
        Method read = Shelf.class.getDeclaredMethod("read");
        assertThat(BeanMethods.isHandler(Shelf.class, read)).isTrue();
        assertThat(BeanMethods.isHandler(Failing.class, read)).isFalse();
        assertThat(BeanMethods.isHandler(Shelf.class, Shelf.class.getDeclaredMethod("sort"))).isFalse();
    }

    private Map<String, Class<?>> types() {
        Map<String, Class<?>> types = new TreeMap<>();
        BeanMethods.forEachType(this.beans, types::put);
        return types;
    }

    static class Failing {

        Failing() {
            throw new IllegalStateException("created");
        }

    }

    @Controller
    static class Shelf {

        @GetMapping("/shelf")
        void read() {
        }

        void sort() {
        }

    }

}
