package io.kindling.benchmarks.prediction;

import java.util.List;

/**
 * A row as a host has it.
 *
 * @param area a number
 * @param rooms a number
 * @param year a number
 * @param district one of {@link #DISTRICTS}
 */
record Flat(double area, double rooms, double year, String district) {
  static final List<String> DISTRICTS = List.of("east", "middle", "north", "south", "west");

  static Flat of(float[] row) {
    int district = Math.floorMod(Float.floatToIntBits(row[3]), DISTRICTS.size());
    return new Flat(row[0], row[1], row[2], DISTRICTS.get(district));
  }
}
