/** Gates: who may watch, and every version of it. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.metadata.gate;
