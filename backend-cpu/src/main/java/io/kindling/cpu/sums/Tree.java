package io.kindling.cpu.sums;

import io.kindling.cpu.kernel.BlockSum;
import java.util.ArrayList;
import java.util.List;

/**
 * The one binary tree over blocks of rows, in which {@link BlockSum} adds their sums up. A node has
 * 2^level blocks, or as many as there are left of them at the end. Where that is none, the left
 * sibling alone is the parent: so the tree's ragged edge is folded from its end, as a binary
 * counter does it, and the root is the sum.
 *
 * @param blocks how many blocks there are, 1 … 2^{@value #MOST_LEVELS}
 */
record Tree(long blocks) {
  /** Of as many blocks as there can be of rows that a {@code long} counts. */
  private static final int MOST_LEVELS = 55;

  Tree {
    if (!isPossible(blocks)) {
      throw new IllegalArgumentException(blocks + " blocks");
    }
  }

  static boolean isPossible(long blocks) {
    return blocks >= 1 && blocks <= 1L << MOST_LEVELS;
  }

  /** The tree over the blocks of some rows. */
  static Tree ofRows(long rows) {
    return new Tree(block(rows - 1) + 1);
  }

  /** The block that a row is in. */
  static long block(long row) {
    return row / BlockSum.BLOCK;
  }

  /** Whether a row begins a block. */
  static boolean begins(long row) {
    return row % BlockSum.BLOCK == 0;
  }

  Node root() {
    return new Node(Long.SIZE - Long.numberOfLeadingZeros(blocks - 1), 0);
  }

  /** Whether there is such a node, with a block at least. */
  boolean has(Node node) {
    return node.level() >= 0
        && node.level() <= root().level()
        && node.index() >= 0
        && node.index() <= (blocks - 1) >> node.level();
  }

  /** The block after a node's last. */
  long end(Node node) {
    return Math.min(blocks, (node.index() + 1) << node.level());
  }

  /** The highest node that has the same blocks. */
  Node highest(Node node) {
    Node highest = node;
    while (!highest.equals(root()) && !has(highest.sibling())) {
      highest = highest.parent();
    }
    return highest;
  }

  /** The fewest nodes that have the blocks of a range, in their order. */
  List<Node> cover(long first, long end) {
    List<Node> cover = new ArrayList<>();
    for (long block = first; block < end; block = end(cover.get(cover.size() - 1))) {
      Node node = new Node(0, block);
      while (!node.equals(root()) && node.isLeft() && end(node.parent()) <= end) {
        node = node.parent();
      }
      cover.add(node);
    }
    return cover;
  }
}
