/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** Reads from {@code Accept} whether a client, usually a browser, prefers HTML. */
final class HtmlPreference {

    private HtmlPreference() {
    }

    /**
     * Whether HTML is named and JSON is not preferred to it. Wildcards do not count:
     * clients of APIs send them.
     */
    static boolean in(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        double html = 0;
        double json = 0;
        try {
            for (MediaType type : MediaType.parseMediaTypes(accept)) {
                if (type.equalsTypeAndSubtype(MediaType.TEXT_HTML)
                        || type.equalsTypeAndSubtype(MediaType.APPLICATION_XHTML_XML)) {
                    html = Math.max(html, type.getQualityValue());
                }
                else if (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json")) {
                    json = Math.max(json, type.getQualityValue());
                }
            }
        }
        catch (InvalidMediaTypeException ex) {
            return false;
        }
        return html > 0 && html >= json;
    }

}
