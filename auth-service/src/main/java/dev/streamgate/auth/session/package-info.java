/** Sessions: what a refresh token stands for. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.session;
