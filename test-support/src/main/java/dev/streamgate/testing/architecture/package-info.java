/** The rules that every module's code keeps. */
@org.jspecify.annotations.NullMarked
package dev.streamgate.testing.architecture;
