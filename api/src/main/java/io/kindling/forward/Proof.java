package io.kindling.forward;

import io.kindling.core.DType;
import io.kindling.core.TorchRandom;
import io.kindling.nn.ModuleSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows, and what a model made of them: who has it finds out whether the model still does. The
 * rows are nobody's data, but quarters from −2 to 2, and indices where those are taken.
 */
public final class Proof {
  /** How many rows there are at most. */
  private static final int ROWS = 16;

  /** Of so many numbers at most: models of many features have fewer rows. */
  private static final int NUMBERS = 4096;

  /** Of more numbers a row, there is none. */
  private static final int WIDEST = 1 << 16;

  private static final int STEPS = 16;
  private static final int HEX = 16;

  /** As the numeric contract has it for modules of several layers: of the largest output. */
  private static final double TOLERANCE = 1e-6;

  private final List<float[]> inputs;
  private final List<float[]> outputs;

  private Proof(List<float[]> inputs, List<float[]> outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * Makes the proof of a model.
   *
   * @param spec what the model is
   * @param pass its forward
   * @return the proof; null where a row is too long
   */
  public static @Nullable Proof of(ModuleSpec spec, ForwardPass pass) {
    int width = pass.features() + pass.outputs();
    if (width > WIDEST) {
      return null;
    }
    List<float[]> inputs = new ArrayList<>();
    TorchRandom random = new TorchRandom(0);
    for (int row = 0; row < Math.max(1, Math.min(ROWS, NUMBERS / width)); row++) {
      inputs.add(row(spec, pass.features(), random));
    }
    Room room = pass.room();
    return new Proof(inputs, inputs.stream().map(row -> computed(pass, row, room)).toList());
  }

  private static float[] row(ModuleSpec spec, int features, TorchRandom random) {
    float[] row = new float[features];
    for (int i = 0; i < features; i++) {
      int step = (int) (random.random() % (STEPS + 1));
      long indices =
          spec.inputType() == DType.INT64 ? spec.indices() : spec.indexColumns().getOrDefault(i, 0);
      row[i] = indices > 0 ? step % indices : step / 4f - 2;
    }
    return row;
  }

  private static float[] computed(ForwardPass pass, float[] row, Room room) {
    return Arrays.copyOf(pass.forward(row, 0, 1, room), pass.outputs());
  }

  /**
   * Reads a proof as {@link #words} writes it.
   *
   * @param words the words
   * @param pass the model's forward, for the number of inputs and outputs
   * @return the proof; null if it is none of such a model
   */
  public static @Nullable Proof parse(List<List<String>> words, ForwardPass pass) {
    List<float[]> inputs = new ArrayList<>();
    List<float[]> outputs = new ArrayList<>();
    for (List<String> line : words) {
      if (line.size() != pass.features() + pass.outputs()) {
        return null;
      }
      float[] numbers = new float[line.size()];
      try {
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = Float.intBitsToFloat(Integer.parseUnsignedInt(line.get(i), HEX));
        }
      } catch (NumberFormatException e) {
        return null;
      }
      inputs.add(Arrays.copyOf(numbers, pass.features()));
      outputs.add(Arrays.copyOfRange(numbers, pass.features(), numbers.length));
    }
    return new Proof(inputs, outputs);
  }

  /**
   * {@return a list for each row: what goes in and what comes out, as the bits of float32 in hex}
   */
  public List<List<String>> words() {
    List<List<String>> words = new ArrayList<>();
    for (int row = 0; row < inputs.size(); row++) {
      List<String> line = new ArrayList<>();
      add(inputs.get(row), line);
      add(outputs.get(row), line);
      words.add(line);
    }
    return words;
  }

  private static void add(float[] numbers, List<String> line) {
    for (float number : numbers) {
      line.add(String.format("%08x", Float.floatToIntBits(number)));
    }
  }

  /** An output that is not what it was. */
  public record Difference(int row, int output, float got, float expected) {}

  /** {@return the rows that go in} */
  public List<float[]> inputs() {
    return inputs.stream().map(float[]::clone).toList();
  }

  /**
   * Computes the outputs anew.
   *
   * @param pass the model's forward
   * @return the first output that differs by more than 1e-6 of the largest; null if none does
   */
  public @Nullable Difference check(ForwardPass pass) {
    double largest = 0;
    for (float[] row : outputs) {
      for (float output : row) {
        largest = Float.isFinite(output) ? Math.max(largest, Math.abs(output)) : largest;
      }
    }
    Room room = pass.room();
    for (int row = 0; row < outputs.size(); row++) {
      float[] got = computed(pass, inputs.get(row), room);
      float[] expected = outputs.get(row);
      for (int i = 0; i < got.length; i++) {
        boolean near = Math.abs((double) got[i] - expected[i]) <= TOLERANCE * largest;
        if (!near && Float.compare(got[i], expected[i]) != 0) {
          return new Difference(row, i, got[i], expected[i]);
        }
      }
    }
    return null;
  }
}
