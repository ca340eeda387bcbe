/** Settings with which an application must not start, and how that is said. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.setting;
