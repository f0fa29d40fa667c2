package io.kindling.core;

/**
 * The greatest or least values along a dimension.
 *
 * @param <T> the type of tensor
 * @param values the values
 * @param indices where they are along the dimension, int64; the first of equals
 */
public record Extremum<T>(T values, T indices) {}
