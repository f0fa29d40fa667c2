package io.kindling.cli;

import java.util.List;
import java.util.function.IntFunction;

/**
 * A column as text.
 *
 * @param name its name
 * @param cells each row's text
 */
record TextColumn(String name, IntFunction<String> cells) {
  static TextColumn of(String name, List<String> cells) {
    return new TextColumn(name, cells::get);
  }
}
