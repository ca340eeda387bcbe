/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.planning;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.worker.cost.CostBounds;
import dev.streamgate.worker.job.JobType;
import dev.streamgate.worker.job.Submitter;
import dev.streamgate.worker.media.ContentOwners;
import dev.streamgate.worker.media.ContentProgress;
import dev.streamgate.worker.media.VideoSource;
import dev.streamgate.worker.sql.Columns;

/**
 * Permission and source of {@code transcode} jobs. Only services may name a source, since
 * they have stored it; for all other submitters it is the content's latest source, so
 * that no user can read another user's source.
 */
@Component
class TranscodeType implements JobType {

    /** The content has no uploaded video. */
    private static final ProblemType NO_SOURCE = ProblemType.of("no-source", HttpStatus.CONFLICT,
            "The content has no video");

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private static final Pattern PROFILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    private static final int MAX_KEY_LENGTH = 512;

    private static final int MAX_PROFILES = 16;

    private final ContentProgress contents;

    private final ContentOwners owners;

    private final Columns columns;

    TranscodeType(ContentProgress contents, ContentOwners owners, Columns columns) {
        this.contents = contents;
        this.owners = owners;
        this.columns = columns;
    }

    @Override
    public String name() {
        return SubmitJob.TRANSCODE;
    }

    @Override
    public Map<String, Object> prepare(SubmitJob request, Submitter submitter) {
        Map<String, Object> requested = (request.payload() != null) ? request.payload() : Map.of();
        String contentId = request.contentId();
        if (contentId == null) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, "contentId is required.");
        }
        VideoSource source;
        if (submitter.caller().isService() && requested.containsKey("sourceKey")) {
            source = requestedSource(requested);
            if (submitter.isOnBehalf()) {
                // upload-service has attached the source to the user's content.
                this.owners.add(contentId, submitter.owner());
            }
        }
        else {
            requirePermission(contentId, submitter);
            source = this.contents.source(contentId)
                .orElseThrow(() -> new ProblemException(NO_SOURCE, "Upload a video to the content first."));
        }
        Map<String, Object> payload = new HashMap<>(
                this.columns.object(new VideoSource(source.sourceKey(), source.sourceSha256(), source.size(),
                        source.fileName(), source.sourceNumber(), profiles(requested.get("profiles")))));
        payload.put("contentId", contentId);
        if (submitter.caller().isOperator()) {
            payload.put(CostBounds.EXEMPT, true);
        }
        return payload;
    }

    /** A content of another user is not found, since it may be private. */
    private void requirePermission(String contentId, Submitter submitter) {
        boolean ownerRequired = submitter.isOnBehalf() || !submitter.isTrusted();
        if (ownerRequired && !this.owners.require(contentId).equals(submitter.owner())) {
            throw ContentOwners.notFound();
        }
    }

    private static VideoSource requestedSource(Map<String, Object> requested) {
        if (!(requested.get("sourceKey") instanceof String key) || key.length() > MAX_KEY_LENGTH
                || !KEY.matcher(key).matches() || !(requested.get("sourceSha256") instanceof String sha256)
                || !SHA256.matcher(sha256).matches()) {
            throw new ProblemException(ProblemType.INVALID_FIELDS,
                    "payload.sourceKey must be a blob key, payload.sourceSha256 64 lower-case hex digits.");
        }
        return new VideoSource(key, sha256, (requested.get("size") instanceof Number size) ? size.longValue() : null,
                (requested.get("fileName") instanceof String name) ? name : null,
                (requested.get("sourceNumber") instanceof Number number) ? number.longValue() : null, null);
    }

    private static @Nullable List<String> profiles(@Nullable Object requested) {
        if (requested == null) {
            return null;
        }
        if (!(requested instanceof List<?> list) || list.isEmpty() || list.size() > MAX_PROFILES
                || !list.stream().allMatch((name) -> name instanceof String text && PROFILE.matcher(text).matches())) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, "payload.profiles must be a list of profile names.");
        }
        return list.stream().map(String.class::cast).distinct().toList();
    }

}
