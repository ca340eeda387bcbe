/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.poster;

import java.io.IOException;
import java.time.Clock;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
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

import dev.streamgate.contracts.metadata.PosterView;
import dev.streamgate.hardening.audit.Audited;
import dev.streamgate.hardening.metrics.LongRunning;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.hardening.ratelimit.RateLimited;
import dev.streamgate.metadata.content.Content;
import dev.streamgate.metadata.content.ContentAccess;
import dev.streamgate.metadata.content.Contents;
import dev.streamgate.metadata.content.EntityVersion;

/**
 * {@code /api/v1/contents/{id}/poster}: the picture that creators upload in place of the
 * thumbnail. Viewers get it from streaming-service, which checks their access.
 */
@RestController
@RateLimited("metadata")
@RequestMapping("/api/v1/contents/{id}/poster")
class PosterController {

    private final Contents contents;

    private final PosterStore posters;

    private final PosterUploads uploads;

    private final Clock clock;

    PosterController(Contents contents, PosterStore posters, PosterUploads uploads, Clock clock) {
        this.contents = contents;
        this.posters = posters;
        this.uploads = uploads;
        this.clock = clock;
    }

    @GetMapping(produces = MediaType.IMAGE_JPEG_VALUE)
    ResponseEntity<byte[]> get(@PathVariable String id) {
        Content content = this.contents.read(id);
        ContentAccess.current().requireDetailsReadable(content);
        byte[] jpeg = this.posters.find(id).orElseThrow(PosterController::notFound);
        return ResponseEntity.ok()
            .eTag(content.etag())
            .cacheControl(CacheControl.noCache().cachePrivate())
            .contentType(MediaType.IMAGE_JPEG)
            .body(jpeg);
    }

    @LongRunning
    @PutMapping(consumes = { MediaType.IMAGE_JPEG_VALUE, MediaType.IMAGE_PNG_VALUE, "image/webp" })
    @Audited("content.set-poster")
    ResponseEntity<PosterView> set(@PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody @Schema(type = "string", format = "binary") InputStreamResource picture) throws IOException {
        ContentAccess access = ContentAccess.current();
        access.requireEditable(this.contents.read(id));
        Poster poster = this.uploads.receive(picture.getInputStream());
        Content stored = this.contents.change(id, (content) -> {
            access.requireEditable(content);
            EntityVersion.check(ifMatch, content);
            this.posters.put(id, poster.jpeg());
            return content.withPoster(poster.width(), poster.height(), this.clock.instant());
        });
        return ResponseEntity.ok().eTag(stored.etag()).body(stored.poster());
    }

    @DeleteMapping
    @Audited("content.delete-poster")
    ResponseEntity<Void> delete(@PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        ContentAccess access = ContentAccess.current();
        this.contents.change(id, (content) -> {
            access.requireEditable(content);
            EntityVersion.check(ifMatch, content);
            if (content.poster() == null) {
                throw notFound();
            }
            this.posters.delete(id);
            return content.withoutPoster();
        });
        return ResponseEntity.noContent().build();
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "The content has no poster.");
    }

}
