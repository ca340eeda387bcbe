/** The pages that come with the gateway: landing page, API pages, player. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway.console;
