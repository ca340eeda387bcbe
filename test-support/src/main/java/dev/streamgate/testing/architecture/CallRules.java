/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.architecture;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;

/**
 * Rules on what is called while something is held. Calls are followed through the classes
 * of the module: through lambdas, method references and overriding methods; not through
 * values such as a {@code Supplier} that a caller passes.
 */
public final class CallRules {

    private static final String TRANSACTIONAL = "org.springframework.transaction.annotation.Transactional";

    private static final String TRANSACTIONS = "org.springframework.transaction.support.TransactionOperations";

    private static final String HTTP_EXCHANGE = "org.springframework.web.service.annotation.HttpExchange";

    /** Methods of clients that send a request, or return one that is about to be sent. */
    private static final Map<String, Set<String>> REQUESTS = Map.of("org.springframework.web.client.RestClient",
            Set.of("get", "head", "post", "put", "patch", "delete", "options", "method"), "java.net.http.HttpClient",
            Set.of("send", "sendAsync"));

    /** A connection and row locks would be held until the other service answers. */
    @ArchTest
    static void noHttpRequestIsSentInATransaction(JavaClasses classes) {
        check("sends an HTTP request in a transaction",
                Stream.concat(starts(classes, CallRules::isTransactional, CallRules::anyCall),
                        starts(classes, CallRules::beginsTransaction, JavaCodeUnitAccess::isDeclaredInLambda)));
    }

    /**
     * Others would wait for the monitor until the other service answers. What a lambda of
     * such a method calls runs later, in another thread for example.
     */
    @ArchTest
    static void noHttpRequestIsSentWithAMonitor(JavaClasses classes) {
        check("sends an HTTP request with a monitor",
                starts(classes, (method) -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED),
                        (access) -> !access.isDeclaredInLambda()));
    }

    /** A synchronized load holds a lock of the cache that other keys share. */
    @ArchTest
    static void noHttpRequestIsSentInASynchronizedCacheLoad(JavaClasses classes) {
        check("sends an HTTP request in a synchronized load of a cache",
                starts(classes, CallRules::isSynchronizedLoad, CallRules::anyCall));
    }

    /**
     * Scheduled methods get a thread each from suite-conventions, which applications of
     * the library do not have.
     */
    @ArchTest
    static void theLibraryUsesNoSharedSchedulingThread(JavaClasses classes) {
        List<String> found = units(classes).filter((unit) -> unit.getOwner().getPackageName().contains(".hardening."))
            .filter((unit) -> unit.isAnnotatedWith("org.springframework.scheduling.annotation.Scheduled"))
            .map(JavaCodeUnit::getFullName)
            .toList();
        if (!found.isEmpty()) {
            throw new AssertionError("Methods that depend on the application's scheduling threads: " + found);
        }
    }

    private CallRules() {
    }

    private static void check(String problem, Stream<Start> starts) {
        List<String> found = starts.flatMap(
                (start) -> start.request().map((request) -> start.unit().getFullName() + " calls " + request).stream())
            .toList();
        if (!found.isEmpty()) {
            throw new AssertionError("%s:%n%s".formatted(problem, String.join("\n", found)));
        }
    }

    private static Stream<Start> starts(JavaClasses classes, Predicate<JavaCodeUnit> unit,
            Predicate<JavaCodeUnitAccess<?>> first) {
        return units(classes).filter(unit).map((method) -> new Start(method, first));
    }

    private static Stream<JavaCodeUnit> units(JavaClasses classes) {
        return classes.stream().flatMap((type) -> type.getCodeUnits().stream());
    }

    private static boolean anyCall(JavaCodeUnitAccess<?> access) {
        return true;
    }

    private static boolean isTransactional(JavaCodeUnit unit) {
        return unit.isAnnotatedWith(TRANSACTIONAL) || unit.getOwner().isAnnotatedWith(TRANSACTIONAL);
    }

    private static boolean isSynchronizedLoad(JavaCodeUnit unit) {
        return unit.tryGetAnnotationOfType("org.springframework.cache.annotation.Cacheable")
            .flatMap((annotation) -> annotation.get("sync"))
            .filter(Boolean.TRUE::equals)
            .isPresent();
    }

    private static boolean beginsTransaction(JavaCodeUnit unit) {
        return unit.getMethodCallsFromSelf()
            .stream()
            .anyMatch((call) -> call.getTargetOwner().isAssignableTo(TRANSACTIONS));
    }

    private static boolean sendsRequest(CodeUnitAccessTarget target) {
        JavaClass owner = target.getOwner();
        return owner.isAnnotatedWith(HTTP_EXCHANGE)
                || REQUESTS.getOrDefault(owner.getName(), Set.of()).contains(target.getName());
    }

    private static Stream<JavaCodeUnitAccess<?>> accesses(JavaCodeUnit unit) {
        return Stream
            .of(unit.getMethodCallsFromSelf(), unit.getConstructorCallsFromSelf(), unit.getMethodReferencesFromSelf(),
                    unit.getConstructorReferencesFromSelf())
            .flatMap((accesses) -> accesses.stream().map((access) -> (JavaCodeUnitAccess<?>) access));
    }

    /** The called method, and those that override it. */
    private static Stream<JavaCodeUnit> called(CodeUnitAccessTarget target) {
        List<String> parameters = target.getRawParameterTypes().stream().map(JavaClass::getName).toList();
        return Stream.concat(Stream.of(target.getOwner()), target.getOwner().getAllSubclasses().stream())
            .flatMap((type) -> type.tryGetCodeUnitWithParameterTypeNames(target.getName(), parameters).stream());
    }

    /**
     * A method from which calls are followed.
     *
     * @param unit the method
     * @param first which of its own calls are followed
     */
    private record Start(JavaCodeUnit unit, Predicate<JavaCodeUnitAccess<?>> first) {

        /** The first request that is found. */
        Optional<String> request() {
            Deque<JavaCodeUnitAccess<?>> open = new ArrayDeque<>(accesses(this.unit).filter(this.first).toList());
            Set<JavaCodeUnit> seen = new HashSet<>();
            while (!open.isEmpty()) {
                CodeUnitAccessTarget target = open.pop().getTarget();
                if (sendsRequest(target)) {
                    return Optional.of(target.getFullName());
                }
                called(target).filter((next) -> next.getOwner().getPackageName().startsWith("dev.streamgate"))
                    .filter(seen::add)
                    .forEach((next) -> accesses(next).forEach(open::push));
            }
            return Optional.empty();
        }

    }

}
