/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.audit.AuditEvent;
import org.springframework.boot.actuate.audit.AuditEventRepository;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.authentication.preauth.RequestHeaderAuthenticationFilter;
import org.springframework.stereotype.Controller;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurationSupport;

import dev.streamgate.hardening.configuration.InvalidConfigurationException;
import dev.streamgate.hardening.network.NetworkAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class AuditAutoConfigurationTests {

    @TempDir
    static Path root;

    private final WebApplicationContextRunner runner = new WebApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(NetworkAutoConfiguration.class, AuditAutoConfiguration.class));

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void theJournalIsEnabledByADirectory(CapturedOutput output) {
        this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(AuditJournal.class));
        this.runner.withPropertyValues("streamgate.audit.directory=" + root).run((context) -> {
            assertThat(context).hasSingleBean(AuditJournal.class)
                .hasSingleBean(AuditEventRepository.class)
                .hasSingleBean(AuditFilter.class)
                .doesNotHaveBean(WebMvcRegistrations.class);
            assertThat(context.getBean(AuditProperties.class))
                .isEqualTo(new AuditProperties(true, root, Duration.ofDays(30), DataSize.ofMegabytes(16)));
        });
        assertThat(output).doesNotContain("not eligible for getting processed by all BeanPostProcessors");
    }

    @Test
    void thePropertyDisablesItWithTheAnnotationsToo() {
        this.runner.withPropertyValues("streamgate.audit.directory=" + root, "streamgate.audit.enabled=false")
            .withBean(AnnotatedBean.class)
            .run((context) -> assertThat(context).hasNotFailed()
                .doesNotHaveBean(AuditJournal.class)
                .doesNotHaveBean(AuditEventRepository.class));
    }

    @Test
    void itBacksOffForTheApplicationsJournal() {
        this.runner.withPropertyValues("streamgate.audit.directory=" + root)
            .withBean("own", AuditJournal.class, () -> mock(AuditJournal.class))
            .run((context) -> assertThat(context).hasSingleBean(AuditEventRepository.class)
                .getBean(AuditJournal.class)
                .isSameAs(context.getBean("own")));
    }

    @Test
    void anInvalidPropertyFailsTheStartAndIsNamed() throws Exception {
        this.runner.withPropertyValues("streamgate.audit.directory=" + root, "streamgate.audit.retention=1h")
            .run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("retention"));
        this.runner.withPropertyValues("streamgate.audit.directory=" + root, "streamgate.audit.file-size=1KB")
            .run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("file-size must be"));
        Path file = Files.createFile(root.resolve("file"));
        this.runner.withPropertyValues("streamgate.audit.directory=" + file)
            .run((context) -> assertThat(context.getStartupFailure())
                .hasRootCauseInstanceOf(InvalidConfigurationException.class)
                .rootCause()
                .hasMessageContaining("streamgate.audit.directory: cannot open a journal in " + file));
    }

    @Test
    void anAnnotationWithoutAJournalPreventsTheStart() {
        this.runner.withBean(AnnotatedBean.class)
            .run((context) -> assertThat(context.getStartupFailure())
                .isInstanceOfSatisfying(InvalidConfigurationException.class,
                        (ex) -> assertThat(ex.action()).contains("streamgate.audit.directory")
                            .contains("streamgate.audit.enabled=false"))
                .hasMessageContaining("AnnotatedBean.work"));
        this.runner.withBean(AnnotatedController.class)
            .run((context) -> assertThat(context).getFailure().hasMessageContaining("AnnotatedController.read"));
    }

    @Test
    void aMethodThatNoProxyCanInterceptPreventsTheStart() {
        assertRefused(PrivateMethod.class, "the method is private");
        assertRefused(FinalMethod.class, "the method is final");
        assertRefused(StaticMethod.class, "the method is static");
        assertRefused(FinalClass.class, "its class is final");
        assertRefused(UnknownParameter.class, "refers to #nothing");
        assertRefused(NoExpression.class, "is no SpEL expression");
        assertRefused(PlainFuture.class, "a Future does not announce its completion");
    }

    @ParameterizedTest
    @ValueSource(classes = { OwnRegistrations.class, Enabled.class, OwnSupport.class })
    void handlersAreRecordedWithEveryConfigurationOfSpringMvc(Class<?> configuration) {
        this.runner.withConfiguration(AutoConfigurations.of(WebMvcAutoConfiguration.class))
            .withPropertyValues("streamgate.audit.directory=" + root.resolve(configuration.getSimpleName()))
            .withUserConfiguration(configuration)
            .withBean(AnnotatedController.class)
            .run((context) -> {
                assertThat(context).hasNotFailed();
                var mapping = context.getBean("requestMappingHandlerMapping",
                        org.springframework.web.servlet.HandlerMapping.class);
                MockHttpServletRequest request = new MockHttpServletRequest("GET", "/read");
                org.springframework.web.util.ServletRequestPathUtils.parseAndCache(request);
                assertThat(mapping.getHandler(request).getInterceptorList()).last()
                    .isInstanceOf(AuditInterceptor.class);
            });
    }

    @Test
    void anAheadOfTimeProcessedApplicationTakesItsDirectoryAtRunTime() {
        System.setProperty("spring.aot.processing", "true");
        try {
            this.runner.withPropertyValues("unrelated=1")
                .run((context) -> assertThat(context).hasSingleBean(AuditJournal.class)
                    .hasSingleBean(AuditFilter.class)
                    .hasSingleBean(AuditedBeanPostProcessor.class));
            this.runner.withPropertyValues("streamgate.audit.directory=" + root.resolve("aot"))
                .withBean(AnnotatedBean.class)
                .run((context) -> assertThat(context.getBean(AuditJournal.class)).isInstanceOf(FileAuditJournal.class));
            this.runner.withBean(AnnotatedBean.class)
                .run((context) -> assertThat(context).getFailure().isInstanceOf(InvalidConfigurationException.class));
        }
        finally {
            System.clearProperty("spring.aot.processing");
        }
    }

    @Test
    void whatTheEndpointSerializesHasHints() {
        RuntimeHints hints = new RuntimeHints();
        new AuditRuntimeHints().registerHints(hints, getClass().getClassLoader());
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(AuditRecord.class, "details")).accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(AuditEndpoint.Head.class, "signature"))
            .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(JournalVerification.Report.class, "intact"))
            .accepts(hints);
    }

    @Test
    void publishedEventsAreRecordedExceptRoutineAndFloods() {
        this.runner.withPropertyValues("streamgate.audit.directory=" + root.resolve("events")).run((context) -> {
            AuditEventRepository events = context.getBean(AuditEventRepository.class);
            events.add(new AuditEvent("ann", "AUTHENTICATION_SUCCESS"));
            for (int i = 0; i < 1_000; i++) {
                events.add(new AuditEvent(java.time.Instant.EPOCH, "eve", "AUTHORIZATION_FAILURE",
                        Map.of("details", "from somewhere")));
            }
            events.add(new AuditEvent(java.time.Instant.EPOCH.plusSeconds(1), "ann", "cache.clear",
                    Map.of("resource", "contents")));
            synchronize(context.getBean(AuditJournal.class));
            assertThat(events.find("eve", null, null)).hasSize(100);
            assertThat(events.find("ann", null, null)).singleElement()
                .extracting(AuditEvent::getData)
                .hasFieldOrPropertyWithValue("suppressedBefore", "900")
                .hasFieldOrPropertyWithValue("resource", "contents");
        });
    }

    @Test
    void aRejectedCredentialIsNeverTheActor() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Authorization", "Bearer opaque-1");
        request.addHeader("X-Api-Key", "key-1");
        request.setParameter("access_token", "token-1");
        this.runner.withPropertyValues("streamgate.audit.directory=" + root.resolve("tokens")).run((context) -> {
            AuditEventRepository events = context.getBean(AuditEventRepository.class);
            RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
            try {
                for (String name : new String[] { "opaque-1", "key-1", "token-1", "ann" }) {
                    events.add(new AuditEvent(name, "AUTHENTICATION_FAILURE", Map.of("type", "x.SomeException")));
                }
                events.add(new AuditEvent("other", "AUTHENTICATION_FAILURE",
                        Map.of("type", "a.InvalidBearerTokenException")));
            }
            finally {
                RequestContextHolder.resetRequestAttributes();
            }
            synchronize(context.getBean(AuditJournal.class));
            assertThat(events.find(null, null, "AUTHENTICATION_FAILURE")).extracting(AuditEvent::getPrincipal)
                .containsExactlyInAnyOrder("anonymous", "anonymous", "anonymous", "anonymous", "ann");
        });
    }

    @Test
    void anInteractiveSignInIsRecordedAndARoutineOneIsNot() {
        var ann = UsernamePasswordAuthenticationToken.authenticated("ann", "", AuthorityUtils.NO_AUTHORITIES);
        this.runner.withPropertyValues("streamgate.audit.directory=" + root.resolve("sign-ins")).run((context) -> {
            context.publishEvent(
                    new InteractiveAuthenticationSuccessEvent(ann, UsernamePasswordAuthenticationFilter.class));
            context
                .publishEvent(new InteractiveAuthenticationSuccessEvent(ann, RequestHeaderAuthenticationFilter.class));
            synchronize(context.getBean(AuditJournal.class));
            assertThat(context.getBean(AuditEventRepository.class).find("ann", null, "AUTHENTICATION_SUCCESS"))
                .hasSize(1);
        });
    }

    /** The queue is written in order, so earlier best-effort events are durable then. */
    private static void synchronize(AuditJournal journal) {
        journal.recordDurably(AuditRecord.of(java.time.Instant.EPOCH, "last", "x", "", "success", Map.of()));
    }

    private void assertRefused(Class<?> bean, String reason) {
        this.runner.withPropertyValues("streamgate.audit.directory=" + root.resolve("refused"))
            .withUserConfiguration(bean)
            .run((context) -> assertThat(context.getStartupFailure())
                .hasRootCauseInstanceOf(InvalidConfigurationException.class)
                .rootCause()
                .hasMessageContaining(reason));
    }

    static class AnnotatedBean {

        @Audited("bean.work")
        public void work() {
        }

    }

    @Controller
    static class AnnotatedController {

        @GetMapping("/read")
        @Audited("thing.read")
        void read() {
        }

    }

    static class PrivateMethod {

        @Audited("a.b")
        private void work() {
        }

    }

    static class FinalMethod {

        @Audited("a.b")
        final void work() {
        }

    }

    static class StaticMethod {

        @Audited("a.b")
        static void work() {
        }

    }

    static final class FinalClass {

        @Audited("a.b")
        void work() {
        }

    }

    static class UnknownParameter {

        @Audited(value = "a.b", resource = "#nothing")
        void work(String something) {
        }

    }

    static class NoExpression {

        @Audited(value = "a.b", resource = "#{")
        void work() {
        }

    }

    static class PlainFuture {

        @Audited("a.b")
        Future<String> work() {
            return new java.util.concurrent.FutureTask<>(() -> "a");
        }

    }

    @Configuration(proxyBeanMethods = false)
    static class OwnRegistrations implements WebMvcRegistrations {

    }

    @EnableWebMvc
    @Configuration(proxyBeanMethods = false)
    static class Enabled {

    }

    @Configuration(proxyBeanMethods = false)
    static class OwnSupport extends WebMvcConfigurationSupport {

    }

}
