/** Who calls: the resource server, the caller, and the service's own identity. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.security;
