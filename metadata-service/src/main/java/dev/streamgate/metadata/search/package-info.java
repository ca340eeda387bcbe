/** Lists of contents: filters, full-text search, cursors. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.metadata.search;
