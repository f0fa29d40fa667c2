package io.kindling.plot;

/**
 * A point of a figure that bears its row's number.
 *
 * @param x where it is
 * @param y likewise
 * @param row the number
 */
public record Mark(double x, double y, long row) {}
