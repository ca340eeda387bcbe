/** The keys that tokens are signed with: sealed at rest, rotated, published. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.key;
