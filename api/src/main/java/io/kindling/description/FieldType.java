package io.kindling.description;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What a field's values are: how they are read, and how they print.
 *
 * @param words the type in words, with an article: what an error expects
 * @param reader reads the value of a name
 * @param printer prints a value
 * @param all what stands for the values where all arguments of a text form are one value; empty
 *     where they are not
 * @param <V> the type of its values
 */
record FieldType<V>(
    String words,
    BiFunction<FieldSource, String, V> reader,
    Function<? super V, String> printer,
    String all) {
  /** A list of numbers without any. */
  static final String NONE = "none";

  static final FieldType<Double> NUMBER =
      of("a number", FieldSource::number, value -> Numbers.text(value));

  static final FieldType<Integer> INTEGER =
      of("a whole number", FieldSource::integer, Object::toString);

  static final FieldType<Boolean> FLAG = of("true or false", FieldSource::flag, Object::toString);

  static final FieldType<Pair> PAIR = of("two numbers", FieldSource::pair, Object::toString);

  static final FieldType<List<Integer>> INTEGERS =
      of(
          "a whole number, or several in parentheses",
          FieldSource::integers,
          values -> several(values.stream().map(Object::toString).toList()));

  static final FieldType<List<Double>> NUMBERS =
      of(
          "a number, or several in parentheses",
          FieldSource::numbers,
          values -> several(values.stream().map(Numbers::text).toList()));

  private static <V> FieldType<V> of(
      String words,
      BiFunction<FieldSource, String, V> reader,
      Function<? super V, String> printer) {
    return new FieldType<>(words, reader, printer, "");
  }

  static <E extends Enum<E>> FieldType<E> choice(Class<E> type) {
    List<E> choices = Arrays.asList(type.getEnumConstants());
    return of(
        "one of " + String.join(", ", choices.stream().map(Object::toString).toList()),
        (source, name) -> source.choice(name, choices),
        Object::toString);
  }

  static <S extends Spec> FieldType<List<S>> specs(SpecKind<S> kind) {
    return new FieldType<>(
        "any number of " + kind + "s",
        (source, name) -> source.specs(name, kind),
        values -> String.join(", ", values.stream().map(Object::toString).toList()),
        kind + ", …");
  }

  private static String several(List<String> texts) {
    String inside = String.join(", ", texts);
    return texts.isEmpty() ? NONE : texts.size() == 1 ? inside : "(" + inside + ")";
  }

  /** Whether all arguments of a text form are one value. */
  boolean takesAll() {
    return !all.isEmpty();
  }
}
