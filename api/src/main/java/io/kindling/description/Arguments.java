package io.kindling.description;

import io.kindling.description.SpecParser.Argument;
import io.kindling.description.SpecParser.Call;
import io.kindling.description.SpecParser.Group;
import io.kindling.description.SpecParser.Value;
import io.kindling.description.SpecParser.Word;
import io.kindling.error.SpecException;
import io.kindling.text.LookAlikes;
import io.kindling.text.NumberText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The arguments of one call in a text form, as the values of a schema's fields. */
final class Arguments implements FieldSource {
  private final String text;
  private final Call call;
  private final Schema<?> schema;
  private final Map<String, Value> byName = new HashMap<>();

  private Arguments(String text, Call call, Schema<?> schema) {
    this.text = text;
    this.call = call;
    this.schema = schema;
  }

  /** Makes the description that a call stands for. */
  static <S extends Spec> S build(String text, Call call, Schema<S> schema) {
    Arguments arguments = new Arguments(text, call, schema);
    if (schema.fields().stream().noneMatch(Field::takesAll)) {
      arguments.name(schema.fields().stream().<String>map(Field::name).toList());
    }
    return schema.read(arguments);
  }

  /** Finds out which argument is whose. */
  private void name(List<String> names) {
    boolean named = false;
    int positional = 0;
    for (Argument argument : call.arguments()) {
      String name = argument.key();
      named |= name != null;
      if (names.isEmpty()) {
        throw error(argument, call.name() + " takes no arguments", "nothing");
      }
      if (name == null) {
        if (named) {
          throw error(
              argument,
              "a value without a name must not follow a named one",
              "a name, as " + names.get(0) + "=");
        }
        if (positional == names.size()) {
          throw error(argument, call.name() + " takes no more arguments", list(names));
        }
        name = names.get(positional++);
      } else if (!names.contains(name)) {
        throw unknown(argument, name, names);
      }
      if (byName.put(name, argument.value()) != null) {
        throw error(argument, name + " is given twice", "it once");
      }
    }
  }

  private SpecException unknown(Argument argument, String name, List<String> names) {
    SpecException e = error(argument, call.name() + " has no argument of that name", list(names));
    String meant = LookAlikes.meant(name, names);
    return new SpecException(e.operation(), e.rule(), e.got(), e.expected(), meant);
  }

  private static String list(List<String> names) {
    return "at most " + String.join(", ", names);
  }

  @Override
  public boolean has(String name) {
    return byName.containsKey(name);
  }

  @Override
  public <S extends Spec> List<S> specs(String name, SpecKind<S> kind) {
    for (Argument argument : call.arguments()) {
      if (argument.key() != null) {
        throw error(argument, call.name() + " takes no named arguments", kind.a());
      }
    }
    return call.arguments().stream()
        .<S>map(argument -> SpecParser.build(text, argument.value(), kind))
        .toList();
  }

  @Override
  public int integer(String name) {
    return integer(name, value(name));
  }

  private int integer(String name, Value value) {
    try {
      return Integer.parseInt(word(name, value, NumberText::isInteger, "a whole number"));
    } catch (NumberFormatException e) {
      throw error(value, name + " is too large", "at most " + Integer.MAX_VALUE);
    }
  }

  @Override
  public List<Integer> integers(String name) {
    Value value = value(name);
    return value instanceof Group group
        ? group.values().stream().map(each -> integer(name, each)).toList()
        : List.of(integer(name, value));
  }

  @Override
  public double number(String name) {
    return number(name, value(name));
  }

  private double number(String name, Value value) {
    return Double.parseDouble(
        word(name, value, NumberText::isDecimal, "a number, as 0.01 or 1e-6"));
  }

  @Override
  public List<Double> numbers(String name) {
    Value value = value(name);
    if (value.text().equals(FieldType.NONE)) {
      return List.of();
    }
    return value instanceof Group group
        ? group.values().stream().map(each -> number(name, each)).toList()
        : List.of(number(name, value));
  }

  @Override
  public Pair pair(String name) {
    Value value = value(name);
    if (!(value instanceof Group group) || group.values().size() != 2) {
      throw error(value, name + " are two numbers", example(name));
    }
    return new Pair(number(name, group.values().get(0)), number(name, group.values().get(1)));
  }

  /** A value that a field may have: its default, if it has one. */
  private String example(String name) {
    return schema.fields().stream()
        .filter(field -> field.name().equals(name))
        .flatMap(field -> field.byDefault().stream())
        .map(Object::toString)
        .findFirst()
        .orElse("(0.9, 0.999)");
  }

  @Override
  public boolean flag(String name) {
    return choice(name, List.of(true, false));
  }

  @Override
  public <E> E choice(String name, List<E> choices) {
    Value value = value(name);
    for (E choice : choices) {
      if (value instanceof Word && choice.toString().equals(value.text())) {
        return choice;
      }
    }
    String expected = String.join(", ", choices.stream().map(Object::toString).toList());
    throw error(value, name + " is a choice", "one of " + expected);
  }

  private Value value(String name) {
    Value value = byName.get(name);
    if (value == null) {
      String expected =
          schema.fields().stream()
              .filter(field -> field.name().equals(name))
              .map(Field::type)
              .findFirst()
              .orElse("a value");
      throw SpecParser.error(
          text, call.position(), call.name() + " needs " + name, "none", expected);
    }
    return value;
  }

  private String word(String name, Value value, Predicate<String> is, String expected) {
    if (!(value instanceof Word) || !is.test(value.text())) {
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
