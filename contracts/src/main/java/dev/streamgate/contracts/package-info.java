/** Wire types shared by more than one owner. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.contracts;
