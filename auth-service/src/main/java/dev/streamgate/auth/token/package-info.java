/** Access tokens: issued, and verified as everybody else verifies them. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.token;
