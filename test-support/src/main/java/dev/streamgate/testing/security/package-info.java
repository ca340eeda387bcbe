/** Tokens that a resource server accepts. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.testing.security;
