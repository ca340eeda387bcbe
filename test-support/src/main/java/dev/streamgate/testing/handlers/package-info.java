/** What every handler of every service must have. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.testing.handlers;
