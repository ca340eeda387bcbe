/** Which path leads to which service, and under which limits. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway.route;
