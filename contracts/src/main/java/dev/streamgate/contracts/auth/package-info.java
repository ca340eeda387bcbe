/** Accounts and tokens. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts.auth;
