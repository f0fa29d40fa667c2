package io.kindling.onnx;

import io.kindling.core.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A graph of ONNX while it is made: what goes in, constants, nodes, what comes out. */
final class Graph {
  private final Set<String> names = new HashSet<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Declared> inputs = new ArrayList<>();
  private final List<Declared> outputs = new ArrayList<>();
  private final List<Message> constants = new ArrayList<>();
  private final List<Message> nodes = new ArrayList<>();
  private boolean text;

  /** {@return a name that is taken by nothing yet, the one that is wished for if it is free} */
  String fresh(String wish) {
    String name = wish;
    while (!names.add(name)) {
      name = wish + "_" + numbers.merge(wish, 1, Integer::sum);
    }
    return name;
  }

  /** With an input, which is there once; returns its name. */
  String input(Declared input) {
    if (names.add(input.name())) {
      inputs.add(input);
    }
    return input.name();
  }

  /** With an output, by a name that is {@linkplain #fresh taken} for it. */
  void output(Declared output) {
    outputs.add(output);
  }

  List<Declared> inputs() {
    return inputs;
  }

  List<Declared> outputs() {
    return outputs;
  }

  /** With a constant; returns its name. */
  String floats(String name, FloatBuffer values, Shape shape) {
    byte[] bytes = new byte[Math.multiplyExact(values.remaining(), Float.BYTES)];
    littleEndian(bytes).asFloatBuffer().put(values);
    return constant(name, ElementType.FLOAT, bytes, shape.sizes());
  }

  /** With a scalar; returns its name. */
  String number(double value) {
    return floats("number", FloatBuffer.wrap(new float[] {(float) value}), Shape.scalar());
  }

  /** With a constant in float64; returns its name. */
  String doubles(double[] values, long... sizes) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, Double.BYTES)];
    littleEndian(bytes).asDoubleBuffer().put(values);
    return constant("numbers", ElementType.DOUBLE, bytes, sizes);
  }

  /** With a scalar in float64; returns its name. */
  String exactly(double value) {
    return doubles(new double[] {value});
  }

  /** With a list of whole numbers; returns its name. */
  String integers(long... values) {
    return integers(values, Shape.of(values.length));
  }

  /** With whole numbers; returns their name. */
  String integers(long[] values, Shape shape) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, Long.BYTES)];
    littleEndian(bytes).asLongBuffer().put(values);
    return constant("integers", ElementType.INT64, bytes, shape.sizes());
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private String constant(String wish, ElementType type, byte[] bytes, long[] sizes) {
    String name = fresh(wish);
    Message tensor = new Message();
    for (long size : sizes) {
      tensor.integer(1, size);
    }
    constants.add(tensor.integer(2, type.number).text(8, name).bytes(9, bytes));
    return name;
  }

  /** With a node of ONNX's own operators; returns the name of what it makes. */
  String node(String operator, List<String> inputs, Message... attributes) {
    return node("", operator, inputs, fresh(operator), attributes);
  }

  /** With a node that makes an output, which is given its name. */
  String named(String output, String operator, List<String> inputs, Message... attributes) {
    return node("", operator, inputs, output, attributes);
  }

  /** With a node of another set of operators; returns the name of what it makes. */
  String node(
      String domain, String operator, List<String> inputs, String output, Message... attributes) {
    Message node = new Message();
    inputs.forEach(input -> node.text(1, input));
    node.text(2, output).text(3, output).text(4, operator).messages(5, List.of(attributes));
    nodes.add(domain.isEmpty() ? node : node.text(7, domain));
    text |= domain.equals(OnnxFile.ML);
    return output;
  }

  /** {@return whether it has nodes of the operators that know strings} */
  boolean knowsText() {
    return text;
  }

  String cast(String value, ElementType type) {
    return node("Cast", List.of(value), Attribute.integer("to", type.number));
  }

  /** A number a channel, with so many dimensions of 1 behind it: −1 makes a scalar of one. */
  String channels(String values, int count, int behind) {
    if (behind == 0) {
      return values;
    }
    long[] sizes = new long[behind + 1];
    Arrays.fill(sizes, 1);
    if (sizes.length > 0) {
      sizes[0] = count;
    }
    return node("Reshape", List.of(values, integers(sizes)));
  }

  /** As a {@code GraphProto}. */
  Message message(String name) {
    return new Message()
        .messages(1, nodes)
        .text(2, name)
        .messages(5, constants)
        .messages(11, inputs.stream().map(Declared::message).toList())
        .messages(12, outputs.stream().map(Declared::message).toList());
  }
}
