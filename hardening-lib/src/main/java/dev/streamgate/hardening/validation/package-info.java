/** Constraints on what people type and machines send. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.validation;
