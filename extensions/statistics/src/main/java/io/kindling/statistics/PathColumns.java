package io.kindling.statistics;

import io.kindling.error.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the columns of a path are among sums.
 *
 * @param names of those that explain
 * @param places where these are, from 1, and then the target
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record PathColumns(List<String> names, int[] places) {
  /** What messages are about. */
  static final String PLACE = "path";

  static PathColumns of(ElasticNet net, Moments moments) {
    List<String> columns = moments.columns();
    List<String> names =
        net.features().isEmpty()
            ? columns.stream().filter(name -> !name.equals(net.target())).toList()
            : net.features();
    Explaining.check(PLACE, net.target(), names);
    if (names.isEmpty()) {
      throw new DataException(
          PLACE, "there must be a column beside the target", "none", "one at least", null);
    }
    if (moments.exact(0, 0).isZero()) {
      throw new DataException(PLACE, "there must be rows", "none", "two at least", null);
    }
    List<String> all = new ArrayList<>(names);
    all.add(net.target());
    int[] places = new int[all.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = 1 + columns.indexOf(all.get(i));
      if (places[i] == 0) {
        throw new DataException(
            PLACE,
            "there must be such a column",
            "'" + all.get(i) + "'",
            String.join(", ", columns),
            null);
      }
    }
    int target = places[names.size()];
    if (moments.deviation(target) == 0) {
      throw new DataException(
          PLACE,
          "the target must not be the same in every row",
          net.target() + " = " + moments.mean(target),
          "numbers that differ",
          null);
    }
    return new PathColumns(names, places);
  }

  /** {@return the deviations of those that explain} */
  List<Double> deviations(Moments moments) {
    return Arrays.stream(places, 0, names.size()).mapToObj(moments::deviation).toList();
  }
}
