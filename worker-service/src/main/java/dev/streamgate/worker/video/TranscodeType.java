/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.video;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.streamgate.contracts.worker.SubmitJob;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.worker.content.ContentOwners;
import dev.streamgate.worker.job.JobProblems;
import dev.streamgate.worker.job.JobType;
import dev.streamgate.worker.job.Submitter;
import dev.streamgate.worker.sql.Columns;

/**
 * Who may have a content transcoded, and from which source. Only a service names the
 * source (it has stored it); for anybody else it is the one that the content was made
 * from, so that nobody reaches the source of another.
 */
@Component
public class TranscodeType implements JobType {

    /** Name of the job type. */
    public static final String NAME = "transcode";

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private static final Pattern PROFILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    private static final int LONGEST_KEY = 512;

    private static final int MOST_PROFILES = 16;

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
        return NAME;
    }

    @Override
    public Map<String, Object> prepare(SubmitJob request, Submitter submitter) {
        Map<String, Object> asked = (request.payload() != null) ? request.payload() : Map.of();
        String contentId = request.contentId();
        if (contentId == null) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, "contentId says which content to transcode.");
        }
        boolean named = submitter.caller().isService() && asked.containsKey("sourceKey");
        if (!named && (submitter.onBehalf() || !(submitter.caller().isService() || submitter.caller().isOperator()))) {
            requireOwner(contentId, submitter.owner());
        }
        VideoSource source = named ? named(asked) : this.contents.source(contentId)
            .orElseThrow(() -> new ProblemException(JobProblems.NO_SOURCE, "Upload a video to this content first."));
        Map<String, Object> payload = new HashMap<>(this.columns.object(new VideoSource(source.sourceKey(),
                source.sourceSha256(), source.size(), source.fileName(), profiles(asked.get("profiles")))));
        payload.put("contentId", contentId);
        return payload;
    }

    private void requireOwner(String contentId, String user) {
        String owner = this.owners.find(contentId)
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "Content not found."));
        if (!owner.equals(user)) {
            throw new ProblemException(ProblemType.FORBIDDEN, "Only the content's owner or an operator may do this.");
        }
    }

    private static VideoSource named(Map<String, Object> asked) {
        if (!(asked.get("sourceKey") instanceof String key) || key.length() > LONGEST_KEY || !KEY.matcher(key).matches()
                || !(asked.get("sourceSha256") instanceof String sha256) || !SHA256.matcher(sha256).matches()) {
            throw new ProblemException(ProblemType.INVALID_FIELDS,
                    "payload.sourceKey is a blob key, payload.sourceSha256 64 lower-case hex digits.");
        }
        return new VideoSource(key, sha256, (asked.get("size") instanceof Number size) ? size.longValue() : null,
                (asked.get("fileName") instanceof String name) ? name : null, null);
    }

    private static @Nullable List<String> profiles(@Nullable Object asked) {
        if (asked == null) {
            return null;
        }
        if (!(asked instanceof List<?> list) || list.isEmpty() || list.size() > MOST_PROFILES
                || !list.stream().allMatch((name) -> name instanceof String text && PROFILE.matcher(text).matches())) {
            throw new ProblemException(ProblemType.INVALID_FIELDS, "payload.profiles is a list of profile names.");
        }
        return list.stream().map(String.class::cast).distinct().toList();
    }

}
