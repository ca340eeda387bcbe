/** The only public door of the suite. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway;
