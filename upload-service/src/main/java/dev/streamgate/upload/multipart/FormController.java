/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.upload.multipart;

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
import dev.streamgate.hardening.metrics.LongRunning;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.suite.security.Caller;
import dev.streamgate.upload.session.UploadSession;
import dev.streamgate.upload.verification.Verifications;

/**
 * Uploads by an HTML form with the fields {@code file}, {@code title} and
 * {@code contentId}.
 */
@RestController
@RateLimited("upload")
class FormController {

    private final MultipartFormReader forms;

    private final Verifications verification;

    FormController(MultipartFormReader forms, Verifications verification) {
        this.forms = forms;
        this.verification = verification;
    }

    @LongRunning
    @PostMapping(path = "/api/v1/uploads", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @PreAuthorize("hasRole('CREATOR')")
    @Audited("upload.create")
    ResponseEntity<UploadView> upload(HttpServletRequest request) throws IOException {
        UploadSession session = this.verification.await(this.forms.receive(Caller.required(), request));
        return ResponseEntity.created(URI.create("/api/v1/uploads/" + session.id())).body(session.toView());
    }

}
