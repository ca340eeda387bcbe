/** Accounts: passwords, roles, and the brake on guessing. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.account;
