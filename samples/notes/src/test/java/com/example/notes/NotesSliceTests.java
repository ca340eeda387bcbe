/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package com.example.notes;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rate limits, problems and security of the library in a {@code @WebMvcTest} slice.
 */
@WebMvcTest(NotesApplication.NoteController.class)
class NotesSliceTests {

    @Autowired
    private MockMvcTester mvc;

    @MockitoBean
    private NotesApplication.Notes notes;

    @Test
    void aSliceHasRateLimitsProblemsAndSecurity() {
        assertThat(this.mvc.get().uri("/notes/1")).hasStatusOk().hasHeader("RateLimit-Policy", "\"notes\";q=20;w=10");
        assertThat(this.mvc.get().uri("/elsewhere")).hasStatus(401)
            .bodyText()
            .contains("urn:streamgate:problem:unauthenticated");
        assertThat(this.mvc.get().uri("/notes/x")).hasStatus(400).bodyText().contains("urn:streamgate:problem:");
    }

}
