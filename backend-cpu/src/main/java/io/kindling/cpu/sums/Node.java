package io.kindling.cpu.sums;

/**
 * A place in a {@link Tree}.
 *
 * @param level how often it was joined: 0 for a block of rows
 * @param index which one of its level, from 0
 */
record Node(int level, long index) {
  Node parent() {
    return new Node(level + 1, index >> 1);
  }

  /** The other child of the parent. */
  Node sibling() {
    return new Node(level, index ^ 1);
  }

  /** Whether it is the parent's left child. */
  boolean isLeft() {
    return (index & 1) == 0;
  }

  /** The block that it begins with. */
  long first() {
    return index << level;
  }

  @Override
  public String toString() {
    return "level " + level + ", index " + index;
  }
}
