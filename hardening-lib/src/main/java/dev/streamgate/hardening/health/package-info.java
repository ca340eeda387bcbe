/** What a service needs, looked at in the background, and how it does without it. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.hardening.health;
