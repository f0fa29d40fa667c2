package io.kindling.description;

import io.kindling.description.SpecParser.Argument;
import io.kindling.description.SpecParser.Call;
import io.kindling.description.SpecParser.Tuple;
import io.kindling.description.SpecParser.Value;
import io.kindling.description.SpecParser.Word;
import io.kindling.error.SpecException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The arguments of one call in a text form, read by name and type. */
public final class Arguments {
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private final String text;
  private final Call call;
  private final Map<String, Value> byName = new HashMap<>();

  public Arguments(String text, Call call) {
    this.text = text;
    this.call = call;
  }

  /** Names the arguments that there are, in the order in which they may come without a name. */
  public void names(String... names) {
    boolean named = false;
    int positional = 0;
    for (Argument argument : call.arguments()) {
      String name = argument.key();
      named |= name != null;
      if (name == null) {
        if (named) {
          throw error(argument, "a value follows a named argument", "a name, as " + names[0] + "=");
        }
        if (positional == names.length) {
          throw error(argument, call.name() + " takes no more arguments", list(names));
        }
        name = names[positional++];
      } else if (!List.of(names).contains(name)) {
        throw error(argument, call.name() + " has no argument of that name", list(names));
      }
      if (byName.put(name, argument.value()) != null) {
        throw error(argument, name + " is given twice", "it once");
      }
    }
  }

  private static String list(String... names) {
    return "at most " + String.join(", ", names);
  }

  /** That there are no arguments. */
  public void none() {
    if (!call.arguments().isEmpty()) {
      throw error(call.arguments().get(0), call.name() + " takes no arguments", "nothing");
    }
  }

  /** All arguments, as descriptions of one kind. */
  public <S> List<S> all(SpecCatalog<S> catalog) {
    for (Argument argument : call.arguments()) {
      if (argument.key() != null) {
        throw error(argument, call.name() + " takes no named arguments", catalog.a());
      }
    }
    return call.arguments().stream()
        .<S>map(argument -> SpecParser.build(text, argument.value(), catalog))
        .toList();
  }

  public int integer(String name) {
    return integer(name, required(name, "a whole number"));
  }

  public int integer(String name, int byDefault) {
    Value value = byName.get(name);
    return value == null ? byDefault : integer(name, value);
  }

  private int integer(String name, Value value) {
    try {
      return Integer.parseInt(word(name, value, INTEGER, "a whole number"));
    } catch (NumberFormatException e) {
      throw error(value, name + " is too large", "at most " + Integer.MAX_VALUE);
    }
  }

  /** One whole number, or several in parentheses. */
  public List<Integer> integers(String name) {
    Value value = required(name, "a whole number");
    return value instanceof Tuple tuple
        ? tuple.values().stream().map(each -> integer(name, each)).toList()
        : List.of(integer(name, value));
  }

  public double number(String name) {
    return number(name, required(name, "a number"));
  }

  public double number(String name, double byDefault) {
    Value value = byName.get(name);
    return value == null ? byDefault : number(name, value);
  }

  private double number(String name, Value value) {
    return Double.parseDouble(word(name, value, NUMBER, "a number, as 0.01 or 1e-6"));
  }

  /** Two numbers in parentheses. */
  public double[] pair(String name, double first, double second) {
    Value value = byName.get(name);
    if (value == null) {
      return new double[] {first, second};
    }
    if (!(value instanceof Tuple tuple) || tuple.values().size() != 2) {
      throw error(value, name + " are two numbers", "(" + first + ", " + second + ")");
    }
    return tuple.values().stream().mapToDouble(each -> number(name, each)).toArray();
  }

  private Value required(String name, String expected) {
    Value value = byName.get(name);
    if (value == null) {
      throw SpecParser.error(
          text, call.position(), call.name() + " needs " + name, "none", expected);
    }
    return value;
  }

  public boolean flag(String name, boolean byDefault) {
    return choice(name, new Boolean[] {true, false}, byDefault);
  }

  public <E> E choice(String name, E[] choices, E byDefault) {
    Value value = byName.get(name);
    if (value == null) {
      return byDefault;
    }
    for (E choice : choices) {
      if (value instanceof Word && choice.toString().equals(value.text())) {
        return choice;
      }
    }
    String expected = String.join(", ", List.of(choices).stream().map(Object::toString).toList());
    throw error(value, name + " is a choice", "one of " + expected);
  }

  private String word(String name, Value value, Pattern pattern, String expected) {
    if (!(value instanceof Word) || !pattern.matcher(value.text()).matches()) {
      throw error(value, name + " must be " + expected.split(",", 2)[0], expected);
    }
    return value.text();
  }

  private SpecException error(Argument argument, String rule, String expected) {
    @Nullable String key = argument.key();
    String got = key == null ? argument.value().text() : key + "=" + argument.value().text();
    return SpecParser.error(text, argument.position(), rule, "'" + got + "'", expected);
  }

  private SpecException error(Value value, String rule, String expected) {
    return SpecParser.error(text, value.position(), rule, "'" + value.text() + "'", expected);
  }
}
