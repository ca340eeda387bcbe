/** Bounds on what is read of a request. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.request;
