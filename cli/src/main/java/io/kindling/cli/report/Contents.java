package io.kindling.cli.report;

import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.cli.text.Grid;
import io.kindling.cli.text.Numbers;
import io.kindling.core.DType;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.csv.Decimals;
import io.kindling.text.Printable;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a model's file holds, line by line; what is in it may be anything, so much is cut off. */
public final class Contents {
  /** Tensors of as many elements are shown with their values. */
  public static final int SMALL = 10;

  private static final Pattern INTEGER = Pattern.compile("\\d+");
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

  /** A text under a name. */
  public void value(String name, String value) {
    values.add(List.of(name, value));
  }

  /** As much of a text as is shown: its lines, as of a list in a list, stand in one. */
  private static String shown(String value) {
    String head = value.substring(0, Math.min(value.length(), MOST_CHARACTERS));
    String line = head.lines().map(String::strip).collect(Collectors.joining("; "));
    boolean more = head.length() < value.length();
    return Printable.line(more ? line + "…" : line);
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
    List<String> names = values.stream().map(value -> Printable.piece(value.get(0))).toList();
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      text.append(name).append(" ".repeat(width - name.length() + 2));
      text.append(shown(values.get(i).get(1)));
      text.append('\n');
    }
    if (!tensors.isEmpty()) {
      text.append(values.isEmpty() ? "" : "\n");
      text.append(Grid.text(List.of("tensor", "type", "shape", "values"), tensors));
    }
    return text + (cut ? "and more\n" : "");
  }

  /**
   * The same for a program: texts whole, shapes as lists, numbers as numbers where JSON has them.
   */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    Map<String, Object> texts = new LinkedHashMap<>();
    values.forEach(value -> texts.put(value.get(0), value.get(1)));
    json.put("values", texts);
    json.put("tensors", tensors.stream().map(Contents::json).toList());
    json.put("cut", cut);
    return json;
  }

  private static Map<String, Object> json(List<String> tensor) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", tensor.get(0));
    json.put("type", tensor.get(1));
    json.put(
        "shape",
        INTEGER.matcher(tensor.get(2)).results().map(size -> Long.valueOf(size.group())).toList());
    if (!tensor.get(3).isEmpty()) {
      json.put("values", Arrays.stream(tensor.get(3).split(" ")).map(Contents::json).toList());
    }
    return json;
  }

  private static Object json(String number) {
    return Decimals.isNumber(number) ? new BigDecimal(number) : number;
  }
}
