/** Services of the suite and the tokens that they call each other with. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.auth.identity;
