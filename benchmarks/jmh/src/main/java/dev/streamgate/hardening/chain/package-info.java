/** The library's part of a request, without server, security and handler. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.chain;
