/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.auth;

import java.util.Set;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Request to replace the roles of a user.
 *
 * @param roles each one of {@code viewer}, {@code creator}, {@code operator},
 * {@code admin}; may be empty
 */
public record SetRoles(
        @NotNull @Size(max = 4) Set<@NotNull @Pattern(regexp = "viewer|creator|operator|admin") String> roles) {
}
