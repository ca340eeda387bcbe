/** One OpenAPI document of the whole suite. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway.openapi;
