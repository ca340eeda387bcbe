/** tus 1.0.0. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.tus;
