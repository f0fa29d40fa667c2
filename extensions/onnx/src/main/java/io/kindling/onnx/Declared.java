package io.kindling.onnx;

import java.util.Arrays;
import java.util.List;

/**
 * What goes into a graph or comes out of it.
 *
 * @param name its name
 * @param type the type of its elements
 * @param sizes its sizes, among them {@link #ROWS} and {@link #ANY}
 */
record Declared(String name, ElementType type, List<Long> sizes) {
  /** A size that every input has, and every output that says something of each row. */
  static final long ROWS = -1;

  /** A size of which nothing is known. */
  static final long ANY = -2;

  private static final String ROWS_NAME = "rows";

  static Declared of(String name, ElementType type, long... sizes) {
    return new Declared(name, type, Arrays.stream(sizes).boxed().toList());
  }

  /** As a {@code ValueInfoProto}. */
  Message message() {
    Message shape = new Message();
    for (long size : sizes) {
      shape.message(1, dimension(size));
    }
    Message tensor = new Message().integer(1, type.number).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, tensor));
  }

  private static Message dimension(long size) {
    Message dimension = new Message();
    if (size == ROWS) {
      dimension.text(2, ROWS_NAME);
    } else if (size != ANY) {
      dimension.integer(1, size);
    }
    return dimension;
  }
}
