/** Uploads by an ordinary HTML form. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.upload.form;
