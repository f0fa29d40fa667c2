package io.kindling.description;

import io.kindling.error.SpecException;
import io.kindling.text.LookAlikes;
import io.kindling.text.Printable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text form.
 *
 * <pre>
 * call     = name "(" [ argument { "," argument } ] ")"
 * argument = [ name "=" ] value
 * value    = call | group | word  a word: a number, true, false, a choice such as sum
 * group    = "(" value { "," value } ")"
 * </pre>
 */
final class SpecParser {
  /** Deeper than any model somebody writes, shallow enough for any thread's stack. */
  private static final int MAX_DEPTH = 64;

  private final String text;
  private int at;

  private SpecParser(String text) {
    this.text = text;
  }

  /** A part of the text, with the place where it begins. */
  sealed interface Value permits Word, Call, Group {
    int position();

    String text();
  }

  record Word(int position, String text) implements Value {}

  record Call(int position, String name, List<Argument> arguments) implements Value {
    @Override
    public String text() {
      return name + "(…)";
    }
  }

  record Group(int position, List<Value> values) implements Value {
    @Override
    public String text() {
      return "(…)";
    }
  }

  record Argument(int position, @Nullable String key, Value value) {}

  static <S extends Spec> S parse(String text, SpecKind<S> kind) {
    SpecParser parser = new SpecParser(text);
    Value value = parser.value(0);
    parser.skipSpace();
    if (parser.at < text.length()) {
      throw parser.error("nothing may follow the description", "nothing more");
    }
    return build(text, value, kind);
  }

  /** Makes the description that a call stands for. */
  static <S extends Spec> S build(String text, Value value, SpecKind<S> kind) {
    if (!(value instanceof Call call)) {
      String rule = kind.a() + " must be a name with its arguments in parentheses";
      String expected = value.text() + "(…), where the name is one of " + kind.catalogue().names();
      throw error(text, value.position(), rule, "'" + value.text() + "'", expected);
    }
    Schema<? extends S> schema = kind.builtIn(call.name());
    if (schema == null) {
      schema = brought(text, call, kind);
    }
    try {
      return Arguments.build(text, call, schema);
    } catch (SpecException e) {
      // what the description says of its own values knows no place yet
      throw e.operation().equals(call.name()) ? placed(e, text, call.position()) : e;
    }
  }

  /** The schema of a name that is not built in. */
  private static <S extends Spec> Schema<? extends S> brought(
      String text, Call call, SpecKind<S> kind) {
    Catalogue<S> catalogue = kind.catalogue();
    return catalogue
        .find(call.name())
        .orElseThrow(
            () ->
                new SpecException(
                    Printable.quoted(text),
                    place(call.position()) + "there is no " + kind.name() + " of that name",
                    "'" + call.name() + "'",
                    "one of " + catalogue.names(),
                    catalogue.failures().isEmpty()
                        ? LookAlikes.meant(call.name(), catalogue.list())
                        : "not found: " + String.join("; ", catalogue.failures())));
  }

  private static SpecException placed(SpecException e, String text, int position) {
    String rule = place(position) + e.operation() + ": " + e.rule();
    return new SpecException(Printable.quoted(text), rule, e.got(), e.expected(), e.nextStep());
  }

  private Value value(int depth) {
    skipSpace();
    if (depth > MAX_DEPTH) {
      throw error("parentheses are nested too deep", "at most " + MAX_DEPTH + " levels");
    }
    int start = at;
    if (next('(')) {
      return new Group(start, group(depth));
    }
    String word = word();
    if (word.isEmpty()) {
      throw error("something is missing", "a name or a value");
    }
    return next('(') ? new Call(start, word, arguments(depth)) : new Word(start, word);
  }

  private List<Value> group(int depth) {
    List<Value> values = new ArrayList<>();
    do {
      values.add(value(depth + 1));
    } while (next(','));
    if (!next(')')) {
      throw error("values must be separated by commas and end with ')'", "',' or ')'");
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
      throw error("arguments must be separated by commas and end with ')'", "',' or ')'");
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

  static SpecException error(String text, int position, String rule, String got, String expected) {
    return new SpecException(Printable.quoted(text), place(position) + rule, got, expected, null);
  }

  private static String place(int position) {
    return "at position " + (position + 1) + ", ";
  }
}
