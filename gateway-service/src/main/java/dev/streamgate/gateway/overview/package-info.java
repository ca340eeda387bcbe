/** The API handler: is the gateway there, and what is behind it. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway.overview;
