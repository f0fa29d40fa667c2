/**
 * Functions of numbers in arrays, with the same bits on every JVM: what {@code cpu} and a {@code
 * Predictor} compute with.
 *
 * <p>Exponentials and logarithms are loops over whole arrays of float64, of products and sums only,
 * which C2 compiles to vectors without the Vector API: all arrays of a loop are read at its own
 * index, from 0, and nothing in it jumps ({@code Choice}). {@code Float64} brings floats there and
 * back, {@code Powers} lines of them.
 */
@NullMarked
package io.kindling.functions;

import org.jspecify.annotations.NullMarked;
