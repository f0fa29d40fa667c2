package io.kindling.cli.text;

import java.util.List;
import java.util.function.IntFunction;

/**
 * A column as text.
 *
 * @param name its name
 * @param cells each row's text
 */
public record TextColumn(String name, IntFunction<String> cells) {
  public static TextColumn of(String name, List<String> cells) {
    return new TextColumn(name, cells::get);
  }
}
