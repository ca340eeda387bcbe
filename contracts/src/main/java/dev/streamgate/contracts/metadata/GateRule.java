/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.contracts.metadata;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import dev.streamgate.hardening.validation.EthereumAddress;

/**
 * A clause of a gate rule; in JSON an object with a {@code type}. A clause evaluates to
 * Permit, Deny or Indeterminate.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({ @JsonSubTypes.Type(value = GateRule.AllOf.class, name = "allOf"),
        @JsonSubTypes.Type(value = GateRule.AnyOf.class, name = "anyOf"),
        @JsonSubTypes.Type(value = GateRule.Not.class, name = "not"),
        @JsonSubTypes.Type(value = GateRule.Everybody.class, name = "public"),
        @JsonSubTypes.Type(value = GateRule.Owner.class, name = "owner"),
        @JsonSubTypes.Type(value = GateRule.Role.class, name = "role"),
        @JsonSubTypes.Type(value = GateRule.Wallet.class, name = "wallet"),
        @JsonSubTypes.Type(value = GateRule.Token.class, name = "token"),
        @JsonSubTypes.Type(value = GateRule.TimeWindow.class, name = "time") })
public sealed interface GateRule {

    /** Permits if every clause permits. */
    record AllOf(@NotEmpty @Size(max = 16) List<@Valid @NotNull GateRule> rules) implements GateRule {
    }

    /** Permits if at least one clause permits. */
    record AnyOf(@NotEmpty @Size(max = 16) List<@Valid @NotNull GateRule> rules) implements GateRule {
    }

    /** Permits if the clause denies; Indeterminate stays Indeterminate. */
    record Not(@Valid @NotNull GateRule rule) implements GateRule {
    }

    /** Permits every viewer. */
    record Everybody() implements GateRule {
    }

    /** Permits the content's owner. */
    record Owner() implements GateRule {
    }

    /** Permits viewers that have the role. */
    record Role(@NotBlank @Pattern(regexp = "viewer|creator|operator|admin") String role) implements GateRule {
    }

    /** Permits viewers that have proved control of the wallet. */
    record Wallet(@NotNull @EthereumAddress String address) implements GateRule {
    }

    /**
     * Permits viewers whose wallets hold a minimum balance of a token.
     *
     * @param standard {@code erc20}, {@code erc721} or {@code erc1155}
     * @param chainId EIP-155 chain id
     * @param contract the token's contract
     * @param tokenId one token of the contract; any if {@code null}
     * @param minBalance minimum balance; 1 if {@code null}
     */
    record Token(@NotBlank @Pattern(regexp = "erc20|erc721|erc1155") String standard, @Positive long chainId,
            @NotNull @EthereumAddress String contract, @PositiveOrZero @Nullable BigInteger tokenId,
            @Positive @Nullable BigInteger minBalance) implements GateRule {
    }

    /**
     * Permits from one instant (inclusive) until another (exclusive); {@code null} leaves
     * that end open.
     */
    record TimeWindow(@Nullable Instant from, @Nullable Instant until) implements GateRule {
    }

}
