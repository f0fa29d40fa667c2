package io.kindling.report;

import java.util.List;

/** How the cells of a column are distributed, those that are missing left out. */
public sealed interface Distribution {
  /**
   * Of numbers.
   *
   * @param least the least of them
   * @param mean their mean
   * @param greatest the greatest of them
   * @param low where the first bin begins
   * @param width how wide each bin is; 0 where all numbers are the same
   * @param bins how many are in each bin
   * @param dates whether they are days from 1970-01-01, and shown as dates
   */
  record Numbers(
      double least,
      double mean,
      double greatest,
      double low,
      double width,
      List<Long> bins,
      boolean dates)
      implements Distribution {
    /** Copies the list. */
    public Numbers {
      bins = List.copyOf(bins);
    }
  }

  /**
   * Of texts.
   *
   * @param most the most frequent ones, the first of them first
   * @param others how many cells hold others
   * @param kinds how many different ones there are; at least, where there are 1,000
   */
  record Labels(List<Label> most, long others, int kinds) implements Distribution {
    /** Copies the list. */
    public Labels {
      most = List.copyOf(most);
    }
  }

  /**
   * A text that cells hold.
   *
   * @param text the text
   * @param cells how many
   */
  record Label(String text, long cells) {}
}
