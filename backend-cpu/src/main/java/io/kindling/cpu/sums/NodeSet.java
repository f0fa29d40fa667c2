package io.kindling.cpu.sums;

import io.kindling.error.DataException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sums of blocks of rows, as nodes of the one {@link Tree} over all of them. They come in any
 * order, from anywhere: siblings are added, the right one to the left one, as soon as both are
 * there. So the total has the bits that one JVM gives, whoever computed what, and of n neighbours
 * log₂(n) are held at a time.
 */
final class NodeSet {
  private static final String SUMS = "sums";

  private final Tree tree;
  private final int width;

  /** By the first block of each. */
  private final TreeMap<Long, Sum> sums = new TreeMap<>();

  private static final class Sum {
    final Node node;
    final float[] values;

    Sum(Node node, float[] values) {
      this.node = node;
      this.values = values;
    }
  }

  /**
   * Of no node yet.
   *
   * @param tree the tree
   * @param width how many numbers a sum has
   */
  NodeSet(Tree tree, int width) {
    this.tree = tree;
    this.width = width;
  }

  Tree tree() {
    return tree;
  }

  int width() {
    return width;
  }

  /** How many nodes there are now. */
  int size() {
    return sums.size();
  }

  void forEach(BiConsumer<Node, float[]> use) {
    sums.values().forEach(sum -> use.accept(sum.node, sum.values));
  }

  /**
   * Adds a node.
   *
   * @param node which
   * @param values its sum; the array becomes this set's
   * @throws DataException if the tree has no such node, or one of its blocks is here already
   */
  void add(Node node, float[] values) {
    if (!tree.has(node) || values.length != width) {
      throw new DataException(
          SUMS,
          "a node must be one of the tree",
          node + ", of " + values.length + " numbers",
          "one over " + tree.blocks() + " blocks, of " + width + " numbers",
          "all shards must be of the same rows in all, and recorded with the same model");
    }
    Sum present = overlapping(node);
    if (present != null) {
      throw new DataException(
          SUMS,
          "the rows of a block must be summed once",
          blocks(node) + " beside " + blocks(present.node),
          "blocks that are not there yet",
          "leave out the shard that was recorded twice");
    }
    Sum sum = new Sum(tree.highest(node), values);
    for (Sum sibling = takeSibling(sum.node); sibling != null; sibling = takeSibling(sum.node)) {
      float[] joined = sum.node.isLeft() ? join(sum, sibling) : join(sibling, sum);
      sum = new Sum(tree.highest(sum.node.parent()), joined);
    }
    sums.put(sum.node.first(), sum);
  }

  private @Nullable Sum overlapping(Node node) {
    Map.Entry<Long, Sum> before = sums.floorEntry(node.first());
    if (before != null && tree.end(before.getValue().node) > node.first()) {
      return before.getValue();
    }
    Map.Entry<Long, Sum> after = sums.higherEntry(node.first());
    return after != null && after.getKey() < tree.end(node) ? after.getValue() : null;
  }

  private @Nullable Sum takeSibling(Node node) {
    Sum there = sums.get(node.sibling().first());
    return there != null && there.node.equals(node.sibling())
        ? sums.remove(there.node.first())
        : null;
  }

  private static float[] join(Sum left, Sum right) {
    for (int i = 0; i < left.values.length; i++) {
      left.values[i] += right.values[i];
    }
    return left.values;
  }

  /**
   * Adds the nodes of another set, whose arrays become this one's.
   *
   * @throws DataException if it is of another tree or width, or has a block that is here already
   */
  void addAll(NodeSet other) {
    if (!tree.equals(other.tree)) {
      throw new DataException(
          SUMS,
          "all shards must be of the same rows in all",
          other.tree.blocks() + " blocks beside " + tree.blocks(),
          "the same number of blocks",
          null);
    }
    other.forEach(this::add);
  }

  /**
   * The sum over all rows.
   *
   * @return the sum; the set's own array
   * @throws DataException if blocks are missing; the message names the first of their nodes
   */
  float[] total() {
    Sum root = sums.get(0L);
    if (root != null && root.node.equals(tree.root())) {
      return root.values;
    }
    throw new DataException(
        SUMS,
        "all rows must be summed",
        "nothing of " + blocks(missing()),
        "all " + tree.blocks() + " blocks",
        "wait for the shard that has them, or record it again");
  }

  private Node missing() {
    long block = 0;
    for (Sum sum : sums.values()) {
      if (sum.node.first() > block) {
        return tree.cover(block, sum.node.first()).get(0);
      }
      block = tree.end(sum.node);
    }
    return Objects.requireNonNull(tree.cover(block, tree.blocks()).get(0));
  }

  private String blocks(Node node) {
    return "blocks " + node.first() + " … " + (tree.end(node) - 1) + " (" + node + ")";
  }
}
