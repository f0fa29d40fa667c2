package io.kindling.cli.table;

import io.kindling.table.Cell;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/**
 * Texts, one behind the other in one: a million of them on their own would take fifty megabytes.
 */
final class Texts extends AbstractList<String> implements RandomAccess {
  private final StringBuilder all = new StringBuilder();
  private int[] ends = new int[16];
  private int size;

  void add(Cell cell) {
    cell.copyTo(all);
    end();
  }

  @Override
  public boolean add(String text) {
    all.append(text);
    end();
    return true;
  }

  /** Adds empty texts until there are so many. */
  void fill(int count) {
    while (size < count) {
      end();
    }
  }

  /** Takes back what has been added behind the first ones. */
  void truncate(int count) {
    size = Math.min(size, count);
    all.setLength(size == 0 ? 0 : ends[size - 1]);
  }

  private void end() {
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, Math.multiplyExact(size, 2));
    }
    ends[size++] = all.length();
  }

  @Override
  public String get(int index) {
    return all.substring(index == 0 ? 0 : ends[index - 1], ends[index]);
  }

  @Override
  public int size() {
    return size;
  }
}
