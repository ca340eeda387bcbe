/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.lang.reflect.Method;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

import static org.assertj.core.api.Assertions.assertThat;

class AuditedMappingsTests {

    @Test
    void aHandlerOfWritesIsNotMappedToSafeMethods() {
        assertThat(includesSafeMethod(Writes.class, "post")).isFalse();
        assertThat(includesSafeMethod(Writes.class, "delete")).isFalse();
        assertThat(includesSafeMethod(Writes.class, "put")).isFalse();
    }

    @Test
    void aHandlerOfReadsOrOfAllMethodsIs() {
        assertThat(includesSafeMethod(Others.class, "get")).isTrue();
        assertThat(includesSafeMethod(Others.class, "all")).isTrue();
        assertThat(includesSafeMethod(Others.class, "exchange")).isTrue();
        assertThat(includesSafeMethod(Others.class, "declared")).as("the class widens the interface").isTrue();
        assertThat(includesSafeMethod(Reads.class, "post")).as("the methods of class and handler are added").isTrue();
    }

    @Test
    void theRequestsOfAnApplicationThatAuditsWritesAreFollowedUnlessTheyAreSafe() {
        AuditedMethods methods = new AuditedMethods(true);
        assertThat(methods.mayHandle("POST")).isFalse();
        methods.in(Writes.class);
        assertThat(methods.mayHandle("POST")).isTrue();
        assertThat(methods.mayHandle("BREW")).isTrue();
        assertThat(methods.mayHandle("GET")).isFalse();
        methods.in(Others.class);
        assertThat(methods.mayHandle("HEAD")).isTrue();
    }

    private static boolean includesSafeMethod(Class<?> type, String name) {
        Method handler = Arrays.stream(type.getDeclaredMethods())
            .filter((method) -> method.getName().equals(name))
            .findFirst()
            .orElseThrow();
        return AuditedMappings.includeSafeMethod(type, handler);
    }

    @HttpExchange("/writes")
    interface WritesApi {

        @PutExchange
        void put();

    }

    interface OthersApi {

        @PostMapping
        void declared();

    }

    @Controller
    @RequestMapping("/writes")
    static class Writes implements WritesApi {

        @PostMapping
        @Audited("t.post")
        void post() {
        }

        @RequestMapping(method = { RequestMethod.DELETE, RequestMethod.PATCH })
        @Audited("t.delete")
        void delete() {
        }

        @Override
        @Audited("t.put")
        public void put() {
        }

    }

    @Controller
    static class Others implements OthersApi {

        @GetMapping
        @Audited("t.get")
        void get() {
        }

        @RequestMapping
        void all() {
        }

        @HttpExchange
        void exchange() {
        }

        @Override
        @RequestMapping
        public void declared() {
        }

    }

    @Controller
    @RequestMapping(method = RequestMethod.GET)
    static class Reads {

        @PostMapping
        void post() {
        }

    }

}
