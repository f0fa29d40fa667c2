package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.csv.CsvFile;
import io.kindling.error.DataException;
import io.kindling.table.FeatureColumns;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups' sums are the same in little memory. */
final class GroupsTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  @TempDir Path folder;

  private CsvFile csv(String text) throws IOException {
    return CsvFile.of(Files.writeString(folder.resolve("groups.csv"), text));
  }

  private static Design design(String target, String... features) {
    return Design.of(FeatureColumns.numbers(List.of(features)), target);
  }

  /** Numbers of one kind, from those that longs hold to those that nothing but BigInteger does. */
  private static List<Supplier<BigDecimal>> kinds(Random random) {
    return List.of(
        () -> BigDecimal.valueOf(random.nextInt(2000) - 1000, 2),
        () -> BigDecimal.valueOf(random.nextInt(20) - 10),
        () -> new BigDecimal(random.nextGaussian() + ""),
        () -> new BigDecimal(random.nextGaussian()),
        () -> new BigDecimal((float) random.nextGaussian()),
        () -> BigDecimal.valueOf(Long.MAX_VALUE / 10 - random.nextInt(9)),
        () -> new BigDecimal(new BigInteger(150, random), random.nextInt(60)),
        () -> new BigDecimal(Math.scalb(random.nextGaussian(), random.nextInt(1900) - 950)),
        () -> new BigDecimal("1e300"),
        () -> BigDecimal.ZERO.setScale(random.nextInt(30)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theyAreThoseOfMomentsToTheLastBit(boolean weighted) {
    Random random = new Random(1);
    List<Supplier<BigDecimal>> kinds = kinds(random);
    for (int round = 0; round < 300; round++) {
      int some = 1 + round % kinds.size(); // so that most groups have no numbers of the last kinds
      SmallSums small = new SmallSums(NAMES.size() + 1, weighted);
      SmallSums other = new SmallSums(NAMES.size() + 1, weighted);
      WholeRow whole = new WholeRow(NAMES.size() + (weighted ? 2 : 1));
      Moments moments = Moments.of(NAMES, weighted);
      for (int i = 0; i < 1 + round % 40; i++) {
        BigDecimal[] row = new BigDecimal[NAMES.size()];
        Arrays.setAll(row, k -> kinds.get(random.nextInt(some)).get());
        BigDecimal weight = weighted ? kinds.get(random.nextInt(some)).get().abs() : null;
        whole.put(row, weight, new RowChecks(NAMES, i));
        (random.nextInt(3) == 0 ? other : small).add(whole);
        if (weight == null) {
          moments.add(row);
        } else {
          moments.add(row, weight);
        }
      }
      small.merge(other);
      assertThat(Moments.of(NAMES, weighted, small).bytes()).isEqualTo(moments.bytes());
    }
  }

  /** Two bits are spare: the sums of the largest longs must not run into the sign. */
  @Test
  void sumsThatFillTheirLimbsGetMore() {
    BigDecimal[] row = {new BigDecimal(Long.MIN_VALUE + 1), BigDecimal.valueOf(Long.MAX_VALUE)};
    List<String> names = List.of("a", "b");
    Moments moments = Moments.of(names, false);
    SmallSums small = new SmallSums(3, false);
    WholeRow whole = new WholeRow(3);
    long before = small.bytes();
    for (int i = 0; i < 50; i++) {
      whole.put(row, null, new RowChecks(names, i));
      small.add(whole);
      moments.add(row);
      assertThat(Moments.of(names, false, small).bytes()).isEqualTo(moments.bytes());
    }
    assertThat(small.bytes()).isEqualTo(before + 6 * Long.BYTES);
  }

  @Test
  void aTableIsReadOnceForAllGroups() throws IOException {
    Random random = new Random(2);
    Map<String, Moments> expected = new HashMap<>();
    StringBuilder text = new StringBuilder("g,x,y,w\n");
    for (int i = 0; i < 3000; i++) {
      String label = "g" + random.nextInt(200);
      BigDecimal[] row = {
        BigDecimal.valueOf(random.nextInt(9999), 3), new BigDecimal(random.nextGaussian() + "")
      };
      int weight = random.nextInt(3);
      text.append(label + "," + row[0] + "," + row[1] + "," + weight + "\n");
      if (weight > 0) {
        expected
            .computeIfAbsent(label, group -> Moments.of(List.of("x", "y"), true))
            .add(row, BigDecimal.valueOf(weight));
      }
    }
    text.append("g1,,1,1\n");
    Groups groups =
        design("y", "x")
            .withWeights("w")
            .withDrops(true)
            .momentsBy(csv(text.toString()), List.of("g"));
    assertThat(groups.leftOut()).isEqualTo(1);
    List<String> labels = new ArrayList<>(expected.keySet());
    Collections.sort(labels);
    assertThat(groups.labels()).isEqualTo(labels);
    expected.forEach(
        (label, moments) ->
            assertThat(groups.moments(label).bytes()).as(label).isEqualTo(moments.bytes()));
    assertThatThrownBy(() -> groups.moments("other")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbersOfOneValueAreOneGroup() throws IOException {
    Groups groups =
        design("y", "x").momentsBy(csv("g,x,y\n10,1,1\n2,5,5\n2.0,6,6\n2,7,7\n"), List.of("g"));
    assertThat(groups.labels()).containsExactly("2", "10");
    assertThat(groups.moments("2").rows()).isEqualTo(3);
    assertThat(groups.moments("2").sum(0, 1)).isEqualTo(new BigDecimal("18"));
  }

  @Test
  void labelsWithCommasAreToldApart() throws IOException {
    Groups groups =
        design("y", "x")
            .momentsBy(
                csv("g,h,x,y\n\"a, b\",c,1,1\na,\"b, c\",2,2\na,b,3,3\n"), List.of("g", "h"));
    assertThat(groups.labels()).containsExactly("a, b", "a, \"b, c\"", "\"a, b\", c");
  }

  /** Each column is put in order by itself, as one alone is. */
  @Test
  void numbersOfOneValueAreOneGroupAmongSeveralColumnsToo() throws IOException {
    Groups groups =
        design("y", "x")
            .momentsBy(
                csv("g,h,x,y\n10,a,0,1\n1,a,2,1\n1.0,a,1,3\n2,b,0,1\n1,\"q\"\"\",5,5\n"),
                List.of("g", "h"));
    assertThat(groups.labels()).containsExactly("1, a", "1, \"q\"\"\"", "2, b", "10, a");
    assertThat(groups.moments("1, a").sum(0, 1)).isEqualTo(new BigDecimal("3"));
  }

  @Test
  void aLabelIsTakenApartAsItWasMade() {
    List<String> hostile =
        List.of("a", "a, b", "\"", "\"\"", ",", ", ", "\", \"", "x\ny", "é\ud83d\ude00");
    for (String first : hostile) {
      assertThat(Groups.labels(Groups.label(List.of(first)), 1)).containsExactly(first);
      for (String second : hostile) {
        for (String third : hostile) {
          List<String> labels = List.of(first, second, third);
          assertThat(Groups.labels(Groups.label(labels), 3)).isEqualTo(labels);
        }
      }
    }
  }

  @Test
  void moreGroupsThanTheHeapHasRoomForAreRefused() throws IOException {
    StringBuilder text = new StringBuilder("g,x,y\n");
    for (int i = 0; i < 4000; i++) {
      text.append(i + ",0.5,1\n");
    }
    CsvFile table = csv(text.toString());
    assertThatThrownBy(
            () -> Groups.read(design("y", "x"), table, List.of("g"), List.of("x", "y"), 1 << 20))
        .isInstanceOf(DataException.class)
        .hasMessageMatching(
            "fit: the sums of all groups must fit into memory \\(got [0-9]+ groups so far, of"
                + " which they take 1 MB; expected at most 1 MB, three quarters of the heap; give"
                + " Java more memory with -Xmx, or take fewer groups or columns\\)");
  }
}
