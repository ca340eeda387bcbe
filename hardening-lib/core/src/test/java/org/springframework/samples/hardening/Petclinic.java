/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package org.springframework.samples.hardening;

import org.springframework.stereotype.Component;

/** A component of an application whose package begins as Spring's do. */
@Component
public class Petclinic {

    public void admit() {
    }

}
