package io.kindling.description;

import io.kindling.error.SpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text form.
 *
 * <pre>
 * call     = name "(" [ argument { "," argument } ] ")"
 * argument = [ name "=" ] value
 * value    = call | tuple | word  a word: a number, true, false, a choice such as sum
 * tuple    = "(" value { "," value } ")"
 * </pre>
 */
public final class SpecParser {
  /** Deeper than any model somebody writes, shallow enough for any thread's stack. */
  private static final int MAX_DEPTH = 64;

  private final String text;
  private int at;

  private SpecParser(String text) {
    this.text = text;
  }

  /** A part of the text, with the place where it begins. */
  public sealed interface Value permits Word, Call, Tuple {
    int position();

    String text();
  }

  public record Word(int position, String text) implements Value {}

  public record Call(int position, String name, List<Argument> arguments) implements Value {
    @Override
    public String text() {
      return name + "(…)";
    }
  }

  public record Tuple(int position, List<Value> values) implements Value {
    @Override
    public String text() {
      return "(…)";
    }
  }

  public record Argument(int position, @Nullable String key, Value value) {}

  public static <S> S parse(String text, SpecCatalog<S> catalog) {
    SpecParser parser = new SpecParser(text);
    Value value = parser.value(0);
    parser.skipSpace();
    if (parser.at < text.length()) {
      throw parser.error("the text goes on after its end", "nothing more");
    }
    return build(text, value, catalog);
  }

  /** Makes the description that a call stands for. */
  public static <S> S build(String text, Value value, SpecCatalog<S> catalog) {
    if (!(value instanceof Call call)) {
      String rule = catalog.a() + " is a name with its arguments in parentheses";
      String expected = value.text() + "(…), the names being " + catalog.names();
      throw error(text, value.position(), rule, "'" + value.text() + "'", expected);
    }
    Function<Arguments, ? extends S> reader = catalog.readers().get(call.name());
    if (reader == null) {
      String rule = "there is no " + catalog.kind() + " of that name";
      String got = "'" + call.name() + "'";
      throw error(text, call.position(), rule, got, "one of " + catalog.names());
    }
    try {
      return reader.apply(new Arguments(text, call));
    } catch (SpecException e) {
      // what the description says of its own values knows no place yet
      throw e.operation().equals(call.name()) ? placed(e, text, call.position()) : e;
    }
  }

  private static SpecException placed(SpecException e, String text, int position) {
    String rule = place(position) + e.operation() + ": " + e.rule();
    return new SpecException(quoted(text), rule, e.got(), e.expected(), e.nextStep());
  }

  private Value value(int depth) {
    skipSpace();
    if (depth > MAX_DEPTH) {
      throw error("parentheses are nested too deep", "at most " + MAX_DEPTH + " levels");
    }
    int start = at;
    if (next('(')) {
      return new Tuple(start, tuple(depth));
    }
    String word = word();
    if (word.isEmpty()) {
      throw error("something is missing", "a name or a value");
    }
    return next('(') ? new Call(start, word, arguments(depth)) : new Word(start, word);
  }

  private List<Value> tuple(int depth) {
    List<Value> values = new ArrayList<>();
    do {
      values.add(value(depth + 1));
    } while (next(','));
    if (!next(')')) {
      throw error("the values in parentheses do not end here", "',' or ')'");
    }
    return values;
  }

  private List<Argument> arguments(int depth) {
    List<Argument> arguments = new ArrayList<>();
    if (next(')')) {
      return arguments;
    }
    do {
      arguments.add(argument(depth));
    } while (next(','));
    if (!next(')')) {
      throw error("the arguments do not end here", "',' or ')'");
    }
    return arguments;
  }

  private Argument argument(int depth) {
    Value value = value(depth + 1);
    return value instanceof Word key && next('=')
        ? new Argument(key.position(), key.text(), value(depth + 1))
        : new Argument(value.position(), null, value);
  }

  private String word() {
    int start = at;
    while (at < text.length() && !isDelimiter(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private static boolean isDelimiter(char c) {
    return c == '(' || c == ')' || c == ',' || c == '=' || Character.isWhitespace(c);
  }

  private boolean next(char expected) {
    skipSpace();
    boolean found = at < text.length() && text.charAt(at) == expected;
    if (found) {
      at++;
    }
    return found;
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private SpecException error(String rule, String expected) {
    String got = at < text.length() ? "'" + text.charAt(at) + "'" : "the end of the text";
    return error(text, at, rule, got, expected);
  }

  public static SpecException error(
      String text, int position, String rule, String got, String expected) {
    return new SpecException(quoted(text), place(position) + rule, got, expected, null);
  }

  private static String quoted(String text) {
    return "'" + (text.length() <= 80 ? text : text.substring(0, 79) + "…") + "'";
  }

  private static String place(int position) {
    return "at position " + (position + 1) + ", ";
  }
}
