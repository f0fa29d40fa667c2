package io.kindling.statistics;

import io.kindling.statistics.equations.Combination;
import java.math.BigInteger;
import java.util.List;

/** Says combinations of columns as people write them. */
final class Wording {
  private Wording() {}

  static LinearFit.Dropped of(Combination combination, List<String> names) {
    String name = names.get(combination.column());
    List<Combination.Term> terms = combination.terms();
    if (!combination.known()) {
      return new LinearFit.Dropped(name, "a combination of the " + terms.size() + " before it");
    }
    StringBuilder text = new StringBuilder();
    for (Combination.Term term : terms) {
      boolean minus = term.numerator().signum() < 0;
      if (text.length() > 0) {
        text.append(minus ? " − " : " + ");
      } else if (minus) {
        text.append('−');
      }
      text.append(term(term, names.get(term.column())));
    }
    return new LinearFit.Dropped(name, text.length() == 0 ? "0" : text.toString());
  }

  /** A factor, if it is not 1, and a column; the constant column is its factor. */
  private static String term(Combination.Term term, String name) {
    BigInteger numerator = term.numerator().abs();
    String factor =
        term.denominator().equals(BigInteger.ONE)
            ? numerator.toString()
            : numerator + "/" + term.denominator();
    if (name.equals(LinearFit.INTERCEPT)) {
      return factor;
    }
    return factor.equals("1") ? name : factor + "·" + name;
  }
}
