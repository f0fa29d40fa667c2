package io.kindling.onnx;

import java.util.List;

/** An attribute of a node, as ONNX's {@code AttributeProto} has it. */
final class Attribute {
  private static final int NAME = 1;
  private static final int TYPE = 20;

  private Attribute() {}

  static Message decimal(String name, double value) {
    return of(name, 1).decimal(2, (float) value);
  }

  static Message integer(String name, long value) {
    return of(name, 2).integer(3, value);
  }

  static Message text(String name, String value) {
    return of(name, 3).text(4, value);
  }

  static Message integers(String name, long... values) {
    Message attribute = of(name, 7);
    for (long value : values) {
      attribute.integer(8, value);
    }
    return attribute;
  }

  static Message texts(String name, List<String> values) {
    Message attribute = of(name, 8);
    values.forEach(value -> attribute.text(9, value));
    return attribute;
  }

  private static Message of(String name, int type) {
    return new Message().text(NAME, name).integer(TYPE, type);
  }
}
