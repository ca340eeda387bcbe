/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.hardening;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.ratelimit.RateLimited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An annotation has its effect, or the application does not start. */
@ExtendWith(OutputCaptureExtension.class)
class AnnotationsTests {

    private static final String[] PLAN = { "streamgate.rate-limit.plans.strict.capacity=3",
            "streamgate.rate-limit.plans.strict.refill=1", "streamgate.rate-limit.plans.strict.period=1h" };

    @TempDir
    Path directory;

    @Test
    void anAuditedHandlerWithoutAJournalStopsTheStart(CapturedOutput output) {
        assertThatThrownBy(() -> RunningApplication.start(AuditedApplication.class));
        assertThat(output).contains("APPLICATION FAILED TO START", "streamgate.audit.directory");
    }

    @Test
    void anAuditedHandlerBesideOwnMvcRegistrationsIsRecorded() throws Exception {
        assertRecorded(OwnRegistrationsApplication.class, "/audited", "sample.handler");
    }

    @Test
    void anAuditedHandlerWithEnableWebMvcIsRecorded() throws Exception {
        assertRecorded(EnableWebMvcApplication.class, "/audited", "sample.handler");
    }

    @Test
    void anAuditedMethodOfAServiceIsRecorded() throws Exception {
        assertRecorded(ServiceApplication.class, "/service", "sample.service");
    }

    @Test
    void aLimitedHandlerWithEnableWebMvcIsLimited() throws Exception {
        assertLimited(LimitedWebMvcApplication.class, "/limited");
    }

    @Test
    void aLimitedMethodOfAServiceIsLimited() throws Exception {
        assertLimited(LimitedServiceApplication.class, "/service");
    }

    @Test
    void anUnknownPlanOnAServiceStopsTheStart(CapturedOutput output) {
        assertThatThrownBy(() -> RunningApplication.start(UnknownPlanApplication.class, PLAN));
        assertThat(output).contains("APPLICATION FAILED TO START", "streamgate.rate-limit.plans.absent");
    }

    private void assertRecorded(Class<?> application, String path, String type) throws Exception {
        try (RunningApplication running = RunningApplication.start(application,
                "streamgate.audit.directory=" + this.directory)) {
            assertThat(running.client().get(path).statusCode()).isEqualTo(200);
            assertThat(new JournalLines(this.directory).await(type)).contains("\"result\":\"success\"");
        }
    }

    private static void assertLimited(Class<?> application, String path) throws Exception {
        try (RunningApplication running = RunningApplication.start(application, PLAN)) {
            for (int i = 0; i < 3; i++) {
                assertThat(running.client().get(path).statusCode()).isEqualTo(200);
            }
            assertThat(running.client().get(path).statusCode()).isEqualTo(429);
        }
    }

    @Import({ OpenApplication.class, AuditedController.class })
    static class AuditedApplication {

    }

    @Import({ OpenApplication.class, AuditedController.class })
    static class OwnRegistrationsApplication {

        @Bean
        WebMvcRegistrations ownRegistrations() {
            return new WebMvcRegistrations() {
                @Override
                public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
                    return new RequestMappingHandlerAdapter();
                }
            };
        }

    }

    @EnableWebMvc
    @Import({ OpenApplication.class, AuditedController.class })
    static class EnableWebMvcApplication {

    }

    @Import({ OpenApplication.class, AuditedService.class, AuditedServiceController.class })
    static class ServiceApplication {

    }

    @EnableWebMvc
    @Import({ OpenApplication.class, LimitedController.class })
    static class LimitedWebMvcApplication {

    }

    @Import({ OpenApplication.class, LimitedService.class, LimitedServiceController.class })
    static class LimitedServiceApplication {

    }

    @Import({ OpenApplication.class, UnknownPlanService.class })
    static class UnknownPlanApplication {

    }

    @RestController
    static class AuditedController {

        @GetMapping("/audited")
        @Audited("sample.handler")
        String handle() {
            return "done";
        }

    }

    @Service
    public static class AuditedService {

        @Audited("sample.service")
        public String handle() {
            return "done";
        }

    }

    @RestController
    static class AuditedServiceController {

        private final AuditedService service;

        AuditedServiceController(AuditedService service) {
            this.service = service;
        }

        @GetMapping("/service")
        String handle() {
            return this.service.handle();
        }

    }

    @RestController
    static class LimitedController {

        @GetMapping("/limited")
        @RateLimited("strict")
        String handle() {
            return "done";
        }

    }

    @Service
    public static class LimitedService {

        @RateLimited("strict")
        public String handle() {
            return "done";
        }

    }

    @RestController
    static class LimitedServiceController {

        private final LimitedService service;

        LimitedServiceController(LimitedService service) {
            this.service = service;
        }

        @GetMapping("/service")
        String handle() {
            return this.service.handle();
        }

    }

    @Service
    public static class UnknownPlanService {

        @RateLimited("absent")
        public String handle() {
            return "done";
        }

    }

}
