/** How benchmarks are measured on a machine that others use too. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.chain;
