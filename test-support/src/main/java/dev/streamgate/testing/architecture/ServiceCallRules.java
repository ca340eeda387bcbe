/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.testing.architecture;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.junit.ArchTest;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.service.annotation.HttpExchange;

/**
 * The token of a service opens exactly the requests that its code sends:
 * {@code streamgate.security.service-calls} in the default settings of the suite.
 */
public final class ServiceCallRules {

    private static final String DEFAULTS = "streamgate-defaults.yaml";

    private ServiceCallRules() {
    }

    @ArchTest
    static void theTokenOpensWhatTheServiceCalls(JavaClasses classes) {
        ClassPathResource defaults = new ClassPathResource(DEFAULTS);
        Optional<JavaClass> application = classes.stream()
            .filter((type) -> type
                .isMetaAnnotatedWith("org.springframework.boot.autoconfigure.EnableAutoConfiguration"))
            .findFirst();
        if (!defaults.exists() || application.isEmpty()) {
            return;
        }
        String name = application.get().getPackageName().replaceAll(".*\\.", "");
        Set<String> visited = new HashSet<>();
        Set<String> sent = new TreeSet<>();
        classes.stream()
            .filter((type) -> !isExchange(type))
            .flatMap((type) -> requests(type, visited))
            .forEach(sent::add);
        Set<String> allowed = new TreeSet<>(allowed(defaults, name));
        allowed.removeIf((path) -> path.contains("/actuator/"));
        if (!sent.equals(allowed)) {
            throw new AssertionError("streamgate.security.service-calls.%s is %s, and the service sends %s"
                .formatted(name, allowed, sent));
        }
    }

    /** The requests of a class, and of the classes of suite-conventions that it calls. */
    private static Stream<String> requests(JavaClass type, Set<String> visited) {
        return type.getMethodCallsFromSelf().stream().map((call) -> call.getTarget()).flatMap((target) -> {
            JavaClass owner = target.getOwner();
            if (isExchange(owner)) {
                return request(target);
            }
            boolean shared = owner.getPackageName().startsWith("dev.streamgate.suite.") && !owner.isArray();
            return (shared && visited.add(owner.getName()))
                    ? requests(new ClassFileImporter().importClass(owner.reflect()), visited) : Stream.empty();
        });
    }

    private static boolean isExchange(JavaClass type) {
        return type.isInterface() && (type.isAnnotatedWith(HttpExchange.class)
                || type.getMethods().stream().anyMatch((method) -> method.isMetaAnnotatedWith(HttpExchange.class)));
    }

    private static Stream<String> request(CodeUnitAccessTarget target) {
        return target.resolveMember()
            .filter((member) -> member instanceof JavaMethod)
            .map((member) -> ((JavaMethod) member).reflect())
            .stream()
            .flatMap(ServiceCallRules::request);
    }

    /** The request of a method; a default method sends those of its interface. */
    private static Stream<String> request(Method method) {
        HttpExchange exchange = AnnotatedElementUtils.findMergedAnnotation(method, HttpExchange.class);
        if (exchange == null) {
            return Stream.of(method.getDeclaringClass().getMethods())
                .filter((other) -> other.getName().equals(method.getName()) && !other.isDefault())
                .flatMap(ServiceCallRules::request);
        }
        String path = url(method.getDeclaringClass()) + exchange.url();
        return Stream.of(exchange.method() + " " + path.replaceAll("\\{[^}]*}", "*"));
    }

    private static String url(AnnotatedElement type) {
        HttpExchange exchange = AnnotatedElementUtils.findMergedAnnotation(type, HttpExchange.class);
        return (exchange != null) ? exchange.url() : "";
    }

    @SuppressWarnings("unchecked")
    private static List<String> allowed(ClassPathResource defaults, String name) {
        YamlMapFactoryBean yaml = new YamlMapFactoryBean();
        yaml.setResources(defaults);
        Object value = yaml.getObject();
        for (String key : List.of("streamgate", "security", "service-calls", name)) {
            value = (value instanceof Map<?, ?> map) ? map.get(key) : null;
        }
        return (value instanceof List<?> list) ? (List<String>) list : List.of();
    }

}
