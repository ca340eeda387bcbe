/** What tests of more than one module need. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.testing;
