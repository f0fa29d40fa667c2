/**
 * What everything else is made of and what depends on nothing: shapes, types, devices, values in
 * the JVM's memory, PyTorch's random numbers.
 */
@NullMarked
package io.kindling.core;

import org.jspecify.annotations.NullMarked;
