/** The journal, and what it would cost without group commit. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.alert;
