/** The whole stack, started for real and used as its users would. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.system;
