/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.worker;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/**
 * Packages that players of a content may still hold: they were replaced when the same
 * source was planned again. For services only.
 */
@HttpExchange("/internal/v1/replaced-packages")
public interface ReplacedPackageApi {

    /**
     * Finds a replaced package of a content whose files still exist; 404 without one.
     * @param version the first characters of its key
     */
    @GetExchange("/{contentId}/{version}")
    ReplacedPackage find(@PathVariable String contentId, @PathVariable String version);

}
