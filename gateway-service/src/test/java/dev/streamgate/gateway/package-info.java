@org.jspecify.annotations.NullMarked
package dev.streamgate.gateway;
