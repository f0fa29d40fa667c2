package io.kindling.statistics;

import io.kindling.error.DataException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What names the columns of a model may have: coefficients are told apart by them alone. */
final class Explaining {
  private Explaining() {}

  /**
   * Checks them.
   *
   * @param place what messages are about
   * @param names of the columns that explain
   * @throws DataException if one is called as the constant is, or there twice, or explains itself
   */
  static void check(String place, String target, List<String> names) {
    checkName(place, target);
    Set<String> others = new HashSet<>();
    for (String name : names) {
      checkName(place, name);
      if (name.equals(target)) {
        throw new DataException(
            place,
            "a column must not explain itself",
            "'" + name + "' as the target and beside it",
            "other columns",
            null);
      }
      if (!others.add(name)) {
        throw new DataException(
            place, "no two columns may have one name", "'" + name + "' twice", "it once", null);
      }
    }
  }

  private static void checkName(String place, String name) {
    if (name.equals(LinearFit.INTERCEPT)) {
      throw new DataException(
          place,
          "no column may be called as the constant is",
          "'" + name + "'",
          "another name",
          "give the column another name");
    }
  }
}
