/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.worker.ondemand;

import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.worker.ReplacedPackage;
import dev.streamgate.contracts.worker.ReplacedPackageApi;
import dev.streamgate.hardening.problem.ProblemException;
import dev.streamgate.hardening.problem.ProblemType;
import dev.streamgate.worker.media.ReplacedPackages;

/** {@code /internal/v1/replaced-packages}, for streaming-service. */
@RestController
class ReplacedPackageController implements ReplacedPackageApi {

    private final ReplacedPackages packages;

    ReplacedPackageController(ReplacedPackages packages) {
        this.packages = packages;
    }

    @Override
    public ReplacedPackage find(String contentId, String version) {
        return this.packages.find(contentId, version)
            .map(ReplacedPackage::new)
            .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "Package not found."));
    }

}
