/** Who is at the other end of a connection. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.network;
