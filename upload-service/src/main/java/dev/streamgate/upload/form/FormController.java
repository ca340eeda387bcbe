/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.form;

import java.io.IOException;
import java.net.URI;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.upload.UploadView;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.hardening.security.Caller;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.verify.VerificationAwaiter;

/** Uploads by an ordinary form: a {@code file} and perhaps a {@code title}. */
@RestController
@RateLimited("upload")
class FormController {

    private final MultipartFormReader forms;

    private final VerificationAwaiter verdict;

    FormController(MultipartFormReader forms, VerificationAwaiter verdict) {
        this.forms = forms;
        this.verdict = verdict;
    }

    @PostMapping(path = "/api/v1/uploads", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @PreAuthorize("hasRole('CREATOR')")
    @Audited("upload.create")
    ResponseEntity<UploadView> upload(HttpServletRequest request) throws IOException {
        UploadSession session = this.verdict.on(this.forms.receive(Caller.required(), request));
        return ResponseEntity.created(URI.create("/api/v1/uploads/" + session.id())).body(session.toView());
    }

}
