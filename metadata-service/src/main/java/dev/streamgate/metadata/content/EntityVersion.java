/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.metadata.content;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;

/**
 * Entity tags of contents: {@code "<version>.<media revision>"}. The tag changes with
 * every change, so that a conditional GET is never stale; {@code If-Match} compares the
 * version only, so that encoding progress does not conflict with an edit.
 */
public final class EntityVersion {

    private static final Pattern TAG = Pattern.compile("\"(\\d{1,18})(\\.-?\\d{1,19})?\"");

    private EntityVersion() {
    }

    static String etag(long version, long mediaRevision) {
        return "\"" + version + "." + mediaRevision + "\"";
    }

    /**
     * Evaluates an optional {@code If-Match}.
     * @throws ProblemException 412 if it names another version
     */
    public static void check(@Nullable String ifMatch, Content content) {
        if (ifMatch != null && !matches(ifMatch, content.version())) {
            throw new ProblemException(ProblemType.PRECONDITION_FAILED,
                    "The current version is %d. Read the content again, then repeat the change."
                        .formatted(content.version()))
                .header("ETag", content.etag());
        }
    }

    /**
     * Evaluates a required {@code If-Match}.
     * @throws ProblemException 428 if it is absent, 412 if it names another version
     */
    public static void require(@Nullable String ifMatch, Content content) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new ProblemException(ProblemType.PRECONDITION_REQUIRED,
                    "Send If-Match with the ETag of the version that you have read.");
        }
        check(ifMatch, content);
    }

    private static boolean matches(String ifMatch, long version) {
        return ifMatch.strip().equals("*") || Arrays.stream(ifMatch.split(",")).map(String::strip).anyMatch((tag) -> {
            Matcher matcher = TAG.matcher(tag);
            return matcher.matches() && Long.parseLong(matcher.group(1)) == version;
        });
    }

}
