package io.kindling.cli.options;

import io.kindling.checkpoint.json.JsonWriter;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether the answer is for a program. */
public final class JsonOption {
  @Option(
      names = "--json",
      description =
          "Prints one line of JSON in place of what is for people: an object, whose numbers have"
              + " all their digits. Errors go to standard error as ever.")
  private boolean typed;

  /** Whether it was typed. */
  public boolean isTyped() {
    return typed;
  }

  /** Prints the answer: maps, lists, texts, numbers, truth values and nulls. */
  public static void print(PrintWriter out, Map<String, ? extends @Nullable Object> answer) {
    out.println(JsonWriter.write(answer));
    out.flush();
  }

  /**
   * An object, whose members stay in order.
   *
   * @param members a name and a value, in turn
   */
  public static Map<String, @Nullable Object> object(@Nullable Object... members) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      object.put(String.valueOf(members[i]), members[i + 1]);
    }
    return object;
  }
}
