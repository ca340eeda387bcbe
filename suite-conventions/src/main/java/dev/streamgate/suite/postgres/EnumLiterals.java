/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.suite.postgres;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Constants of an enum as SQL literals. Columns hold the constant's name. Statements use
 * literals rather than parameters where the table has partial indexes on the column: a
 * generic plan cannot prove that a parameter satisfies an index predicate. Immutable.
 */
public final class EnumLiterals {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    private final Class<? extends Enum<?>> type;

    private EnumLiterals(Class<? extends Enum<?>> type) {
        this.type = type;
    }

    /** Creates the literals of an enum. */
    public static EnumLiterals of(Class<? extends Enum<?>> type) {
        return new EnumLiterals(type);
    }

    /**
     * Replaces each <code>{NAME}</code> by the literal of that constant.
     * @throws IllegalArgumentException if the enum has no such constant
     */
    public String in(String sql) {
        return PLACEHOLDER.matcher(sql).replaceAll(this::literal);
    }

    private String literal(MatchResult placeholder) {
        for (Enum<?> constant : this.type.getEnumConstants()) {
            if (constant.name().equals(placeholder.group(1))) {
                return "'" + constant.name() + "'";
            }
        }
        throw new IllegalArgumentException(this.type.getSimpleName() + " has no constant " + placeholder.group(1));
    }

}
