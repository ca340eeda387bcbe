/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.caption;

import java.nio.charset.StandardCharsets;
import java.time.Clock;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.metadata.CaptionView;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.metadata.content.Content;
import dev.streamgate.metadata.content.ContentAccess;
import dev.streamgate.metadata.content.Contents;
import dev.streamgate.metadata.content.EntityVersion;
import dev.streamgate.suite.caption.Captions;
import dev.streamgate.suite.caption.InvalidCaptionsException;
import dev.streamgate.suite.caption.LanguageTags;

/**
 * {@code /api/v1/contents/{id}/captions}: captions that creators upload. Viewers read
 * them from streaming-service, which checks their access.
 */
@RestController
@RateLimited("metadata")
@RequestMapping("/api/v1/contents/{id}/captions/{language}")
class CaptionController {

    private static final String VTT = "text/vtt";

    private static final String SRT = "application/x-subrip";

    private static final ProblemType INVALID = ProblemType.of("invalid-captions", HttpStatus.UNPROCESSABLE_CONTENT,
            "The captions are invalid");

    private static final int MAX_BYTES = 1024 * 1024;

    private static final int MAX_LANGUAGES = 64;

    private static final int MAX_TAG = 35;

    private final Contents contents;

    private final CaptionStore captions;

    private final Clock clock;

    CaptionController(Contents contents, CaptionStore captions, Clock clock) {
        this.contents = contents;
        this.captions = captions;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<String> get(@PathVariable String id, @PathVariable String language) {
        Content content = this.contents.read(id);
        ContentAccess.current().requireDetailsReadable(content);
        String tag = tag(language);
        String vtt = this.captions.find(id, tag).orElseThrow(() -> notFound(tag));
        return ResponseEntity.ok()
            .cacheControl(CacheControl.noCache().cachePrivate())
            .contentType(new MediaType("text", "vtt", StandardCharsets.UTF_8))
            .body(vtt);
    }

    @PutMapping(consumes = { VTT, SRT })
    @Audited("content.set-captions")
    ResponseEntity<CaptionView> set(@PathVariable String id, @PathVariable String language,
            @RequestHeader(HttpHeaders.CONTENT_TYPE) MediaType type,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody byte[] file) {
        ContentAccess access = ContentAccess.current();
        access.requireEditable(this.contents.read(id));
        String tag = tag(language);
        Captions parsed = parse(file, type.getSubtype().equals("vtt"));
        Content stored = this.contents.change(id, (content) -> {
            access.requireEditable(content);
            EntityVersion.check(ifMatch, content);
            if (content.captions().size() >= MAX_LANGUAGES && content.captionsOf(tag).isEmpty()) {
                throw invalid("A video has captions in at most %d languages.".formatted(MAX_LANGUAGES));
            }
            this.captions.put(id, tag, parsed.toWebVtt());
            return content.withCaptions(tag, parsed.cues().size(), this.clock.instant());
        });
        CaptionView view = stored.captionsOf(tag).orElseThrow();
        return ResponseEntity.ok().eTag(stored.etag()).body(view);
    }

    @DeleteMapping
    @Audited("content.delete-captions")
    ResponseEntity<Void> delete(@PathVariable String id, @PathVariable String language,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        ContentAccess access = ContentAccess.current();
        String tag = tag(language);
        this.contents.change(id, (content) -> {
            access.requireEditable(content);
            EntityVersion.check(ifMatch, content);
            if (content.captionsOf(tag).isEmpty()) {
                throw notFound(tag);
            }
            this.captions.delete(id, tag);
            return content.withoutCaptions(tag);
        });
        return ResponseEntity.noContent().build();
    }

    private static Captions parse(byte[] file, boolean webVtt) {
        if (file.length > MAX_BYTES) {
            throw new ProblemException(ProblemType.BODY_TOO_LARGE,
                    "Captions may have at most %d bytes.".formatted(MAX_BYTES));
        }
        try {
            return webVtt ? Captions.ofWebVtt(file) : Captions.ofSubRip(file);
        }
        catch (InvalidCaptionsException ex) {
            throw invalid(String.valueOf(ex.getMessage()));
        }
    }

    /** The canonical form of a language tag. */
    private static String tag(String language) {
        return LanguageTags.canonical(language)
            .filter((tag) -> tag.length() <= MAX_TAG)
            .orElseThrow(() -> invalid("The language must be a BCP 47 tag, such as en or pt-BR."));
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(INVALID, detail);
    }

    private static ProblemException notFound(String language) {
        return new ProblemException(ProblemType.NOT_FOUND, "The content has no captions in %s.".formatted(language));
    }

}
