package io.kindling.cli.report;

import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.cli.text.Grid;
import io.kindling.cli.text.Numbers;
import io.kindling.core.DType;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.text.Printable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a model's file holds, line by line; what is in it may be anything, so much is cut off. */
public final class Contents {
  /** Tensors of as many elements are shown with their values. */
  public static final int SMALL = 10;

  private static final int MOST_LINES = 10_000;
  private static final int MOST_REMARKS = 100;

  /** No more of a text is looked at: one may stand in a file ten thousand times. */
  private static final int MOST_CHARACTERS = 1000;

  /** Whole numbers up to here are shown without a point. */
  private static final double MOST_WHOLE = 1e7;

  private final List<List<String>> values = new ArrayList<>();
  private final List<List<String>> tensors = new ArrayList<>();
  private boolean cut;

  /** Whether there is room for more. */
  public boolean open() {
    cut |= values.size() + tensors.size() >= MOST_LINES;
    return !cut;
  }

  /** A text under a name; its lines, as of a list in a list, stand in one. */
  public void value(String name, String value) {
    String head = value.substring(0, Math.min(value.length(), MOST_CHARACTERS));
    String line = head.lines().map(String::strip).collect(Collectors.joining("; "));
    boolean more = head.length() < value.length();
    values.add(List.of(Printable.piece(name), Printable.line(more ? line + "…" : line)));
  }

  public void tensor(String name, String type, String shape, String numbers) {
    tensors.add(List.of(name, type, shape, numbers));
  }

  /** What should be known of how a file was read, line by line. */
  public static String remarks(List<String> remarks) {
    String text =
        remarks.stream()
            .limit(MOST_REMARKS)
            .map(remark -> Printable.line(remark) + "\n")
            .collect(Collectors.joining());
    int more = remarks.size() - MOST_REMARKS;
    return more > 0 ? text + "and " + more + " more\n" : text;
  }

  /** The values of a small tensor. */
  public static String numbers(TensorData data) {
    int count = (int) data.shape().numel();
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                data.dtype() == DType.FLOAT32
                    ? number(data.floats().get(i))
                    : Long.toString(data.longs().get(i)))
        .collect(Collectors.joining(" "));
  }

  private static String number(float number) {
    return isPlain(number) ? Numbers.given(number) : PythonText.number(number);
  }

  private static String number(double number) {
    boolean whole = number == Math.rint(number) && Math.abs(number) < MOST_WHOLE;
    return whole && isPlain(number) ? Numbers.given(number) : PythonText.number(number);
  }

  private static boolean isPlain(double number) {
    return Double.isFinite(number) && (number != 0 || 1 / number > 0);
  }

  /** The values of a small tensor of any type, as they are in the file. */
  public static String numbers(StoredTensor tensor) {
    StoredType type = tensor.type();
    boolean own = type == StoredType.FLOAT64 || type == StoredType.BOOL;
    if (type.becomes().isPresent() && !own) {
      return numbers(tensor.toTensorData());
    }
    ByteBuffer bytes = tensor.bytes();
    return IntStream.range(0, (int) tensor.shape().numel())
        .map(i -> i * type.bytes())
        .mapToObj(
            at ->
                switch (type) {
                  case FLOAT64 -> number(bytes.getDouble(at));
                  case BOOL -> PythonText.of(bytes.get(at) != 0);
                  case UINT64 -> Long.toUnsignedString(bytes.getLong(at));
                  case COMPLEX64 -> PythonText.complex(bytes.getFloat(at), bytes.getFloat(at + 4));
                  default -> PythonText.complex(bytes.getDouble(at), bytes.getDouble(at + 8));
                })
        .collect(Collectors.joining(" "));
  }

  /** The lines: names and values, then the table of tensors. */
  public String text() {
    if (values.isEmpty() && tensors.isEmpty()) {
      return "no tensors, as of a model without parameters\n";
    }
    StringBuilder text = new StringBuilder();
    int width = values.stream().mapToInt(line -> line.get(0).length()).max().orElse(0);
    for (List<String> line : values) {
      String name = line.get(0);
      text.append(name).append(" ".repeat(width - name.length() + 2)).append(line.get(1));
      text.append('\n');
    }
    if (!tensors.isEmpty()) {
      text.append(values.isEmpty() ? "" : "\n");
      text.append(Grid.text(List.of("tensor", "type", "shape", "values"), tensors));
    }
    return text + (cut ? "and more\n" : "");
  }
}
