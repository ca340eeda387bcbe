/** What the tests of this service share. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.testing;
