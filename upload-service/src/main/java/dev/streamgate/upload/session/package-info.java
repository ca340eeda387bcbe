/** The one model of an upload under every way in. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.session;
