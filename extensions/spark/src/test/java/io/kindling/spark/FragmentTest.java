package io.kindling.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What travels arrives as it was, or not at all. */
final class FragmentTest {
  private static Fragment fragment(List<Integer> places) {
    Fragment fragment = new Fragment(3);
    for (int place : places) {
      int at = fragment.add(place);
      Arrays.fill(fragment.values(), at, at + 3, place / 4.0);
    }
    return fragment;
  }

  private static List<Integer> places(int count, boolean shuffled) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      places.add(i + i / 40);
    }
    if (shuffled) {
      Collections.shuffle(places, new Random(1));
    }
    return places;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rowsArriveAtTheirPlaces(boolean shuffled) {
    List<Integer> places = places(1000, shuffled);
    Fragment sent = fragment(places);
    sent.report(new Problem(7, "b", "rule", "got", "expected"));
    sent.report(new Problem(5, "a", "rule", "", "expected"));
    Fragment there = Fragment.of(sent.bytes(), 3);
    assertThat(there.count()).isEqualTo(1000);
    for (int row = 0; row < 1000; row++) {
      assertThat(there.place(row)).isEqualTo(places.get(row));
      assertThat(there.values()[3 * row + 2]).isEqualTo(places.get(row) / 4.0);
    }
    assertThat(there.problem()).isEqualTo(new Problem(5, "a", "rule", "", "expected"));
  }

  @Test
  void rowsThatFollowEachOtherTakeNoPlaceOfTheirOwn() {
    int bytes = fragment(places(1000, false)).bytes().length;
    assertThat(bytes).isLessThan(1000 * 3 * Double.BYTES + 300);
  }

  @Test
  void parametersArriveAsTheyWere() {
    Map<String, TensorData> state = new LinkedHashMap<>();
    state.put("0.weight", TensorData.of(new float[] {1, -0f, 3, 4, 5, 6}, Shape.of(2, 3)));
    state.put("größe", TensorData.of(new float[] {Float.MIN_VALUE}, Shape.scalar()));
    assertThat(StateBytes.read(StateBytes.of(state))).isEqualTo(state);
  }

  @Test
  void damagedBytesAreRefused() {
    byte[] bytes = fragment(places(50, true)).bytes();
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 8;
      assertThatThrownBy(() -> Fragment.of(damaged, 3)).isInstanceOf(DataException.class);
      byte[] shorter = Arrays.copyOf(bytes, i);
      assertThatThrownBy(() -> Fragment.of(shorter, 3)).isInstanceOf(DataException.class);
    }
    assertThatThrownBy(() -> Fragment.of(bytes, 4)).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> StateBytes.read(bytes))
        .hasMessage(
            "KPAR: bytes must arrive as they were sent (got other bytes; expected undamaged bytes)");
  }
}
