/** Sign-in by wallet and checks of ownership. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.wallet;
