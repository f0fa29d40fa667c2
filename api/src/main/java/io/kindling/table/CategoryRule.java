package io.kindling.table;

import java.util.function.Function;

/** How a category becomes features, before its levels are known. */
public final class CategoryRule {
  private static final int MOST_ONE_HOT = 4096;
  private static final int MANY = 50;

  private final int most;
  private final Function<Classes, Encoding> encoding;

  private CategoryRule(int most, Function<Classes, Encoding> encoding) {
    this.most = most;
    this.encoding = encoding;
  }

  /** {@return a feature for each level, of at most 4,096; see {@link CategoryEncoding}} */
  public static CategoryRule oneHot() {
    return new CategoryRule(MOST_ONE_HOT, CategoryEncoding::new);
  }

  /** {@return one feature, an index of vectors of the usual length; see {@link IndexEncoding}} */
  public static CategoryRule embedded() {
    return new CategoryRule(IndexEncoding.MOST_LEVELS, IndexEncoding::of);
  }

  /**
   * One feature, an index; see {@link IndexEncoding}.
   *
   * @param dim how long the vectors are to be, at least 1
   * @return such a rule
   */
  public static CategoryRule embedded(int dim) {
    return new CategoryRule(IndexEncoding.MOST_LEVELS, levels -> new IndexEncoding(levels, dim));
  }

  /** {@return one-hot below 50 levels, else embedded} */
  public static CategoryRule byLevels() {
    return new CategoryRule(
        IndexEncoding.MOST_LEVELS,
        levels -> levels.size() < MANY ? new CategoryEncoding(levels) : IndexEncoding.of(levels));
  }

  /** How many levels there may be. */
  int most() {
    return most;
  }

  /** What cells of such levels become. */
  Encoding encoding(Classes levels) {
    return encoding.apply(levels);
  }
}
