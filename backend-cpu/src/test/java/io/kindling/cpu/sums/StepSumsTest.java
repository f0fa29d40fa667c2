package io.kindling.cpu.sums;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kindling.error.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Sums travel as bytes, of which every damage is found. */
final class StepSumsTest {
  private static byte[] sums(int mark, Node... nodes) {
    NodeSet wide = new NodeSet(new Tree((1L << 34) + 3), 3);
    NodeSet narrow = new NodeSet(new Tree((1L << 34) + 3), 1);
    for (Node node : nodes) {
      wide.add(node, new float[] {node.index(), Float.MIN_VALUE, -0f});
      narrow.add(node, new float[] {Float.NaN});
    }
    return new StepSums(mark, List.of(wide, narrow)).bytes();
  }

  private static final byte[] LEFT = sums(7, new Node(34, 0), new Node(1, 1L << 33));
  private static final byte[] RIGHT = sums(7, new Node(0, (1L << 34) + 2));

  @Test
  void bytesAreWhatTheFormatSays() {
    ByteBuffer bytes = ByteBuffer.wrap(RIGHT).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(RIGHT)
        .hasSize(13 + (16 + 9 + 12) + (16 + 9 + 4) + 4)
        .startsWith("KSUM".getBytes(UTF_8));
    assertThat(bytes.get(4)).isEqualTo((byte) 1);
    assertThat(bytes.getInt(5)).isEqualTo(7);
    assertThat(bytes.getInt(9)).isEqualTo(2);
    assertThat(bytes.getInt(13)).isEqualTo(3);
    assertThat(bytes.getLong(17)).isEqualTo((1L << 34) + 3);
    assertThat(bytes.getInt(25)).isEqualTo(1);
    assertThat(bytes.get(29)).isEqualTo((byte) 1); // its left sibling has no other
    assertThat(bytes.getLong(30)).isEqualTo((1L << 33) + 1);
    assertThat(bytes.getInt(46)).isEqualTo(0x80000000); // −0
  }

  @Test
  void partsAreJoinedInAnyOrder() {
    StepSums joined = StepSums.of(List.of(RIGHT, LEFT));
    assertThat(joined.bytes()).isEqualTo(StepSums.of(List.of(LEFT, RIGHT)).bytes());
    assertThat(StepSums.of(List.of(joined.bytes())).bytes()).isEqualTo(joined.bytes());
    assertThat(joined.calls()).extracting(NodeSet::size).containsExactly(1, 1);
    float[] total = joined.calls().get(0).total();
    assertThat(total[0]).isEqualTo((float) (1L << 33) + (float) ((1L << 34) + 2));
  }

  private static float tree(float[] sums, int first, int end) {
    if (end - first == 1) {
      return sums[first];
    }
    int middle = first + Integer.highestOneBit(end - first - 1);
    return tree(sums, first, middle) + tree(sums, middle, end);
  }

  /** Joins neighbours, so many at once, each time in another order. */
  private static List<byte[]> joined(List<byte[]> sums, int neighbours, Random random) {
    List<byte[]> joined = new ArrayList<>();
    for (int from = 0; from < sums.size(); from += neighbours) {
      int to = Math.min(sums.size(), from + neighbours);
      List<byte[]> some = new ArrayList<>(sums.subList(from, to));
      Collections.shuffle(some, random);
      joined.add(StepSums.of(some).bytes());
    }
    return joined;
  }

  @Test
  void tenBillionRowsReachTheDriverInAHandfulOfBytes() {
    Tree tree = Tree.ofRows(10_000_000_000L);
    Random random = new Random(4);
    int level = 9; // shards of 131,072 rows
    float[] sums = new float[(int) (tree.blocks() >> level) + 1];
    List<byte[]> shards = new ArrayList<>();
    for (int shard = 0; shard < sums.length; shard++) {
      sums[shard] = random.nextFloat() - 0.5f;
      NodeSet call = new NodeSet(tree, 1);
      call.add(new Node(level, shard), new float[] {sums[shard]});
      shards.add(new StepSums(0, List.of(call)).bytes());
    }
    List<byte[]> atTheDriver = joined(joined(shards, 32, random), 32, random);
    assertThat(atTheDriver).hasSize(75);
    assertThat(atTheDriver.stream().mapToInt(part -> part.length).sum()).isLessThan(4000);
    assertThat(StepSums.of(atTheDriver).calls().get(0).total())
        .containsExactly(tree(sums, 0, sums.length));
  }

  @Test
  void sumsOfOtherStepsAreRefused() {
    assertThatThrownBy(() -> StepSums.of(List.of(LEFT, sums(8, new Node(0, 1L << 34)))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("all sums must be of one step (got the mark 8");
    byte[] fewer = new StepSums(7, List.of()).bytes();
    assertThatThrownBy(() -> StepSums.of(List.of(LEFT, fewer)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("0 sums beside 2");
    assertThatThrownBy(() -> StepSums.of(List.of())).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> StepSums.of(List.of(LEFT, LEFT))).hasMessageContaining("summed once");
  }

  @Test
  void everyDamageIsFound() {
    for (int length = 0; length < LEFT.length; length++) {
      byte[] cut = Arrays.copyOf(LEFT, length);
      assertThatThrownBy(() -> StepSums.of(List.of(cut))).isInstanceOf(DataException.class);
    }
    for (int bit = 0; bit < 8 * LEFT.length; bit++) {
      byte[] flipped = LEFT.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> StepSums.of(List.of(flipped))).isInstanceOf(DataException.class);
    }
  }

  @Test
  void bytesThatSomebodyHasMadeUpAreRefusedBeforeMemoryIsTaken() {
    Random random = new Random(3);
    byte[] extremes = {0, 1, -1, Byte.MAX_VALUE, Byte.MIN_VALUE};
    for (int i = 0; i < 20_000; i++) {
      byte[] made = LEFT.clone();
      int at = 4 + random.nextInt(60);
      for (int n = random.nextInt(4); n >= 0; n--) {
        made[Math.min(made.length - 5, at + n)] = extremes[random.nextInt(extremes.length)];
      }
      seal(made);
      Throwable thrown = catchThrowable(() -> StepSums.of(List.of(made)));
      assertThat(thrown == null || thrown instanceof DataException).as("%s", thrown).isTrue();
    }
  }

  @Test
  void nothingIsLeftOver() {
    byte[] made = LEFT.clone();
    made[9] = 1; // the first of two calls
    seal(made);
    assertThatThrownBy(() -> StepSums.of(List.of(made)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("42 bytes after 1 calls");
  }

  private static void seal(byte[] made) {
    CRC32C checksum = new CRC32C();
    checksum.update(made, 0, made.length - 4);
    ByteBuffer.wrap(made)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(made.length - 4, (int) checksum.getValue());
  }
}
