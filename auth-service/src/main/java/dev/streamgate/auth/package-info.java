/** Accounts, sessions, tokens and the keys that sign them. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth;
