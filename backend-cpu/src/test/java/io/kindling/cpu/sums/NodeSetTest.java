package io.kindling.cpu.sums;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import io.kindling.cpu.kernel.BlockSum;
import io.kindling.error.DataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes of the tree, in whatever order they come, give the sum's bits. */
final class NodeSetTest {
  private static final int BLOCK = BlockSum.BLOCK;

  /** The nodes of a random cut through the tree. */
  private static List<Node> cut(Tree tree, Random random, int most) {
    List<Node> cut = new ArrayList<>();
    List<Node> open = new ArrayList<>(List.of(tree.root()));
    while (!open.isEmpty()) {
      Node node = open.remove(random.nextInt(open.size()));
      if (node.level() == 0 || cut.size() + open.size() >= most || random.nextInt(8) == 0) {
        cut.add(node);
        continue;
      }
      Node left = new Node(node.level() - 1, 2 * node.index());
      open.add(left);
      if (tree.has(left.sibling())) {
        open.add(left.sibling());
      }
    }
    Collections.shuffle(cut, random);
    return cut;
  }

  private static float[] partialOf(float[] values, int width, int from, int to, float[] out) {
    for (int row = from; row < to; row++) {
      for (int i = 0; i < width; i++) {
        out[i] += values[row * width + i];
      }
    }
    return out;
  }

  private static void compare(int rows, int width, int most, Random random) {
    float[] values = new TorchRandom(rows).uniform(Shape.of(rows, width), -1, 1).toFloatArray();
    BlockSum.Partial partial = (from, to, out) -> partialOf(values, width, from, to, out);
    Tree tree = Tree.ofRows(rows);
    NodeSet[] sets = {new NodeSet(tree, width), new NodeSet(tree, width), new NodeSet(tree, width)};
    for (Node node : cut(tree, random, most)) {
      float[] sum = BlockSum.over(rows, width, partial, (int) node.first(), (int) tree.end(node));
      sets[random.nextInt(sets.length)].add(node, sum);
    }
    sets[1].addAll(sets[0]);
    sets[2].addAll(sets[1]);
    assertThat(sets[2].size()).isOne();
    assertThat(sets[2].total())
        .as("%s rows of %s", rows, width)
        .isEqualTo(BlockSum.over(rows, width, partial));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 17})
  void aMillionRowsCutAtRandomHaveTheBitsOfOneSum(int width) {
    Random random = new Random(width);
    for (int rows : new int[] {1_000_000, 1 << 20, (1 << 20) + 1, 999_937}) {
      compare(rows, width, 500, random);
    }
  }

  @Test
  void allRaggedSizesHaveTheBitsOfOneSum() {
    Random random = new Random(1);
    for (int blocks = 1; blocks <= 130; blocks++) {
      for (int less : new int[] {0, 1, BLOCK - 1}) {
        compare(blocks * BLOCK - less, 2, random.nextInt(blocks) + 1, random);
      }
    }
  }

  static Stream<Long> numbersOfBlocks() {
    Random random = new Random(2);
    Stream<Long> edges =
        Stream.of(1L << 35, (1L << 35) - 1, (1L << 35) + 1, (1L << 31) + 1, 3L << 32, 39_062_500L);
    return Stream.concat(edges, random.longs(200, 1, 1L << 35).boxed());
  }

  /** The tree as it is defined, over nodes of a cut, in order, in the place of blocks. */
  private static float expected(long first, long end, List<Node> cut, Tree tree, float[] sums) {
    for (int i = 0; i < cut.size(); i++) {
      if (cut.get(i).first() == first && tree.end(cut.get(i)) == end) {
        return sums[i];
      }
    }
    long middle = first + Long.highestOneBit(end - first - 1);
    return expected(first, middle, cut, tree, sums) + expected(middle, end, cut, tree, sums);
  }

  @ParameterizedTest
  @MethodSource("numbersOfBlocks")
  void anyNumberOfBlocksIsAddedUpInTheTreesOrder(long blocks) {
    Tree tree = new Tree(blocks);
    Random random = new Random(blocks);
    List<Node> cut = cut(tree, random, 60);
    float[] sums = new float[cut.size()];
    NodeSet set = new NodeSet(tree, 1);
    for (int i = 0; i < sums.length; i++) {
      sums[i] = (random.nextFloat() - 0.5f) * (1 << random.nextInt(20));
      set.add(cut.get(i), new float[] {sums[i]});
    }
    assertThat(set.total()).containsExactly(expected(0, blocks, cut, tree, sums));
  }

  @ParameterizedTest
  @MethodSource("numbersOfBlocks")
  void aRangeIsCoveredByTheFewestNodesOfItsBlocks(long blocks) {
    Tree tree = new Tree(blocks);
    Random random = new Random(blocks);
    long first = (long) (random.nextDouble() * blocks);
    long end = first + 1 + (long) (random.nextDouble() * (blocks - first - 1));
    long at = first;
    for (Node node : tree.cover(first, end)) {
      assertThat(node.first()).isEqualTo(at);
      assertThat(node).isEqualTo(tree.highest(node));
      at = tree.end(node);
    }
    assertThat(at).isEqualTo(end);
    assertThat(tree.cover(first, end)).hasSizeLessThanOrEqualTo(2 * tree.root().level() + 1);
    assertThat(tree.cover(0, blocks)).containsExactly(tree.root());
  }

  @Test
  void neighboursAreJoinedAsSoonAsBothAreThere() {
    NodeSet set = new NodeSet(new Tree(1 << 20), 1);
    for (int block = 0; block < 1 << 20; block++) {
      set.add(new Node(0, block), new float[] {1});
      assertThat(set.size()).isEqualTo(Integer.bitCount(block + 1));
    }
    assertThat(set.total()).containsExactly(1 << 20);
  }

  @Test
  void aBlockIsSummedOnce() {
    NodeSet set = new NodeSet(new Tree((1L << 35) + 5), 1);
    set.add(new Node(3, (1L << 32) - 1), new float[1]);
    set.add(new Node(0, 1L << 35), new float[1]);
    List<Node> there =
        List.of(
            new Node(3, (1L << 32) - 1),
            new Node(0, (1L << 35) - 1),
            new Node(4, (1L << 31) - 1),
            new Node(0, 1L << 35),
            new Node(1, 1L << 34),
            new Node(30, 32));
    for (Node node : there) {
      assertThatThrownBy(() -> set.add(node, new float[1]))
          .as("%s", node)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("the rows of a block must be summed once");
    }
    assertThatThrownBy(() -> set.add(new Node(4, (1L << 31) - 1), new float[1]))
        .hasMessageContaining(
            "blocks 34359738352 … 34359738367 (level 4, index 2147483647) beside blocks"
                + " 34359738360 … 34359738367 (level 3, index 4294967295)");
  }

  @Test
  void whatTheTreeHasNotIsRefused() {
    NodeSet set = new NodeSet(new Tree(5), 2);
    List<Node> strangers =
        List.of(new Node(0, 5), new Node(0, -1), new Node(-1, 0), new Node(4, 0), new Node(1, 3));
    for (Node node : strangers) {
      assertThatThrownBy(() -> set.add(node, new float[2]))
          .as("%s", node)
          .isInstanceOf(DataException.class);
    }
    assertThatThrownBy(() -> set.add(new Node(0, 0), new float[3]))
        .hasMessageContaining("of 3 numbers");
    assertThatThrownBy(() -> set.addAll(new NodeSet(new Tree(6), 2)))
        .hasMessageContaining("6 blocks beside 5");
  }

  @Test
  void whatIsMissingIsNamed() {
    NodeSet set = new NodeSet(new Tree(13), 1);
    assertThatThrownBy(set::total)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("nothing of blocks 0 … 12 (level 4, index 0)");
    set.add(new Node(2, 0), new float[1]);
    set.add(new Node(2, 2), new float[1]);
    assertThatThrownBy(set::total).hasMessageContaining("blocks 4 … 7 (level 2, index 1)");
    set.add(new Node(2, 1), new float[1]);
    assertThatThrownBy(set::total).hasMessageContaining("blocks 12 … 12 (level 2, index 3)");
    set.add(new Node(0, 12), new float[1]);
    assertThat(set.total()).hasSize(1);
  }
}
