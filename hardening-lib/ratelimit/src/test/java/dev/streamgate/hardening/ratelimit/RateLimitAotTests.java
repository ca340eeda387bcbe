/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.ratelimit;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

class RateLimitAotTests {

    @Test
    void aheadOfTimeProcessingGeneratesProxiesAndHints() {
        InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get(getClass())), files);
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(RateLimitAutoConfiguration.class, Works.class);
        new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        generation.writeGeneratedContent();
        assertThat(files.getGeneratedFiles(GeneratedFiles.Kind.SOURCE).keySet())
            .anyMatch((name) -> name.contains("RateLimitAutoConfiguration__BeanDefinitions"));
        assertThat(files.getGeneratedFiles(GeneratedFiles.Kind.CLASS).keySet())
            .anyMatch((name) -> name.contains("LimitedWork$$SpringCGLIB"));
        RuntimeHints hints = generation.getRuntimeHints();
        for (Class<?> type : List.of(RateLimitContext.class, RequestRateLimitContext.class, RateLimitPlan.class)) {
            assertThat(RuntimeHintsPredicates.reflection().onType(type)).accepts(hints);
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Works {

        @Bean
        LimitedWork limitedWork() {
            return new LimitedWork();
        }

    }

    static class LimitedWork {

        @RateLimited(key = "#id")
        void work(String id) {
            // Its calls are limited.
        }

    }

}
