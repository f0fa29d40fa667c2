package io.kindling.description;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A field of a description: its name, its type, its default, which values it takes, and how it
 * prints. Declared once, with the static methods of this class, in the {@link Schema} of its
 * description.
 *
 * @param <S> the description that has it
 * @param <V> the type of its values
 */
public final class Field<S, V> {
  private final String name;
  private final FieldType<V> type;
  private final Function<? super S, V> getter;
  private final @Nullable Range range;
  private final @Nullable V byDefault;
  private final Printed printed;

  /** When a field prints, and how. */
  private enum Printed {
    /** As {@code name=value}, unless it is the default. */
    UNLESS_DEFAULT,
    /** As {@code name=value}. */
    ALWAYS,
    /** As the value alone. */
    UNNAMED
  }

  private Field(
      String name,
      FieldType<V> type,
      Function<? super S, V> getter,
      @Nullable Range range,
      @Nullable V byDefault,
      Printed printed) {
    this.name = name;
    this.type = type;
    this.getter = getter;
    this.range = range;
    this.byDefault = byDefault;
    this.printed = printed;
  }

  private static <S, V> Field<S, V> of(
      String name,
      FieldType<V> type,
      Function<? super S, V> getter,
      @Nullable Range range,
      @Nullable V byDefault) {
    return new Field<>(name, type, getter, range, byDefault, Printed.UNLESS_DEFAULT);
  }

  /** A number that must be given. */
  public static <S> Field<S, Double> number(
      String name, Function<? super S, Double> getter, Range range) {
    return of(name, FieldType.NUMBER, getter, range, null);
  }

  /** A number with a default. */
  public static <S> Field<S, Double> number(
      String name, Function<? super S, Double> getter, Range range, double byDefault) {
    return of(name, FieldType.NUMBER, getter, range, byDefault);
  }

  /** A whole number that must be given. */
  public static <S> Field<S, Integer> integer(
      String name, Function<? super S, Integer> getter, Range range) {
    return of(name, FieldType.INTEGER, getter, range, null);
  }

  /** A whole number with a default. */
  public static <S> Field<S, Integer> integer(
      String name, Function<? super S, Integer> getter, Range range, int byDefault) {
    return of(name, FieldType.INTEGER, getter, range, byDefault);
  }

  /** True or false. */
  public static <S> Field<S, Boolean> flag(
      String name, Function<? super S, Boolean> getter, boolean byDefault) {
    return of(name, FieldType.FLAG, getter, null, byDefault);
  }

  /** One of the words that the constants of an enum print as. */
  public static <S, E extends Enum<E>> Field<S, E> choice(
      String name, Function<? super S, E> getter, E byDefault) {
    return of(name, FieldType.choice(byDefault.getDeclaringClass()), getter, null, byDefault);
  }

  /** Two numbers, in parentheses. */
  public static <S> Field<S, Pair> pair(
      String name, Function<? super S, Pair> getter, Range range, Pair byDefault) {
    return of(name, FieldType.PAIR, getter, range, byDefault);
  }

  /** One whole number, or several in parentheses, that must be given. */
  public static <S> Field<S, List<Integer>> integers(
      String name, Function<? super S, List<Integer>> getter, Range range) {
    return of(name, FieldType.INTEGERS, getter, range, null);
  }

  /** One number, or several in parentheses; by default none. */
  public static <S> Field<S, List<Double>> numbers(
      String name, Function<? super S, List<Double>> getter, Range range) {
    return of(name, FieldType.NUMBERS, getter, range, List.of());
  }

  /** As many descriptions as come, without names; they are all that there is. */
  public static <S, P extends Spec> Field<S, List<P>> specs(
      String name, Function<? super S, List<P>> getter, SpecKind<P> kind) {
    return unnamed(of(name, FieldType.specs(kind), getter, null, null));
  }

  /** A field that prints even if it has its default, such as a learning rate. */
  public static <S, V> Field<S, V> always(Field<S, V> field) {
    return field.printed(Printed.ALWAYS);
  }

  /** A field that prints as its value alone, such as the sizes of a layer. */
  public static <S, V> Field<S, V> unnamed(Field<S, V> field) {
    return field.printed(Printed.UNNAMED);
  }

  private Field<S, V> printed(Printed how) {
    return new Field<>(name, type, getter, range, byDefault, how);
  }

  /** {@return the name, as PyTorch's: {@code weight_decay}} */
  public String name() {
    return name;
  }

  /** {@return what its values are, in words: {@code a number}} */
  public String type() {
    return type.words();
  }

  /** {@return which values it takes, in words: {@code 0 or more}; empty where its type says all} */
  public String range() {
    return range == null ? "" : range.toString();
  }

  /** {@return the value that it has where none is given; empty if one must be given} */
  public Optional<V> byDefault() {
    return Optional.ofNullable(byDefault);
  }

  /**
   * The field with a value, to make a description of or to change one with.
   *
   * @param value the value
   * @return both
   */
  public Setting<S> of(V value) {
    return new Setting<>(this, value);
  }

  /**
   * The value in a description.
   *
   * @param spec the description
   * @return its value
   */
  public V get(S spec) {
    return getter.apply(spec);
  }

  /**
   * A value in the text form.
   *
   * @param value the value
   * @return its text
   */
  public String text(V value) {
    return type.printer().apply(value);
  }

  /** Whether all arguments of a text form are this field's. */
  boolean takesAll() {
    return type.takesAll();
  }

  Setting<S> read(FieldSource source) {
    return of(type.reader().apply(source, name));
  }

  /** The argument that says a description's value, if one does. */
  Optional<String> argument(S spec) {
    V value = get(spec);
    return switch (printed) {
      case UNNAMED -> Optional.of(text(value));
      case ALWAYS -> Optional.of(name + "=" + text(value));
      case UNLESS_DEFAULT ->
          isDefault(value) ? Optional.empty() : Optional.of(name + "=" + text(value));
    };
  }

  /** Numbers as numbers, for which 0 and -0 are the same. */
  private boolean isDefault(V value) {
    if (value instanceof Double number && byDefault instanceof Double other) {
      return number.doubleValue() == other.doubleValue();
    }
    return value.equals(byDefault);
  }

  /** How the field is shown to those who have yet to give a value. */
  String signature() {
    return byDefault == null ? (takesAll() ? type.all() : name) : name + "=" + text(byDefault);
  }

  void check(String spec, Object value) {
    Objects.requireNonNull(value, name);
    if (range == null) {
      return;
    }
    if (value instanceof Number number) {
      range.check(spec, name, number);
    } else if (value instanceof Pair pair) {
      range.check(spec, name, pair.first());
      range.check(spec, name, pair.second());
    } else if (value instanceof List<?> numbers) {
      numbers.forEach(number -> check(spec, number));
    }
  }

  /** {@return the name, and the default where there is one: {@code eps=1e-8}} */
  @Override
  public String toString() {
    return signature();
  }
}
