/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

class AuditAotTests {

    @AfterEach
    void endProcessing() {
        System.clearProperty(AbstractAotProcessor.AOT_PROCESSING);
    }

    @Test
    void anApplicationWithoutADirectoryIsProcessedWithJournalProxiesAndHints() {
        System.setProperty(AbstractAotProcessor.AOT_PROCESSING, "true");
        InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get("com.example", "Application")), files);
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.register(AuditAutoConfiguration.class, Invoices.class);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        generation.writeGeneratedContent();
        assertThat(files.getGeneratedFiles(Kind.SOURCE).keySet())
            .anyMatch((name) -> name.contains("AuditAutoConfiguration__"));
        assertThat(files.getGeneratedFiles(Kind.CLASS).keySet())
            .anyMatch((name) -> name.contains("Invoices$$SpringCGLIB$$0"));
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(AuditRecord.class, "details"))
            .accepts(generation.getRuntimeHints());
    }

    static class Invoices {

        @Audited("invoice.create")
        public void create() {
        }

    }

}
