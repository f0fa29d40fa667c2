package io.kindling.description;

import io.kindling.error.SpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What a kind of description is: its name, its fields and its constructor, said once. From here
 * come its text form, its checks and their errors, its place in the {@link Catalogue}, PyTorch's
 * options, and the tables of the documentation.
 *
 * <pre>{@code
 * public record HuberSpec(double delta, Reduction reduction) implements LossSpec {
 *   private static final Field<HuberSpec, Double> DELTA =
 *       Field.number("delta", HuberSpec::delta, Range.POSITIVE, 1);
 *   private static final Field<HuberSpec, Reduction> REDUCTION =
 *       Field.choice("reduction", HuberSpec::reduction, Reduction.MEAN);
 *
 *   public static final Schema<HuberSpec> SCHEMA =
 *       Schema.of(LossSpec.KIND, "huber", "squared, then absolute", DELTA, REDUCTION, HuberSpec::new);
 *
 *   public HuberSpec {
 *     SCHEMA.check(delta, reduction);
 *   }
 *
 *   public HuberSpec delta(double delta) {
 *     return SCHEMA.with(this, DELTA.of(delta));
 *   }
 *
 *   public String name() {
 *     return SCHEMA.name();
 *   }
 *
 *   public String toString() {
 *     return SCHEMA.text(this);
 *   }
 *   …
 * }
 * }</pre>
 *
 * @param <S> the description
 */
public final class Schema<S extends Spec> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private final SpecKind<? super S> kind;
  private final String name;
  private final String summary;
  private final List<Field<S, ?>> fields;
  private final Function<FieldValues<S>, S> constructor;

  private Schema(
      SpecKind<? super S> kind,
      String name,
      String summary,
      List<Field<S, ?>> fields,
      Function<FieldValues<S>, S> constructor) {
    if (!NAME.matcher(name).matches()) {
      throw new SpecException(
          "'" + name + "'",
          "a description's name must be one that can be read back",
          "'" + name + "'",
          "small letters, digits and _, as layer_norm",
          null);
    }
    this.kind = kind;
    this.name = name;
    this.summary = summary;
    this.fields = fields;
    this.constructor = constructor;
  }

  /**
   * Of no field.
   *
   * @param kind what is described
   * @param name the name in the text form
   * @param summary what it is, in a line
   * @param constructor what makes one
   * @param <S> the description
   * @return the schema
   */
  public static <S extends Spec> Schema<S> of(
      SpecKind<? super S> kind, String name, String summary, Supplier<S> constructor) {
    return new Schema<>(kind, name, summary, List.of(), values -> constructor.get());
  }

  /** Of one field, and what makes a description of its value. */
  public static <S extends Spec, A> Schema<S> of(
      SpecKind<? super S> kind,
      String name,
      String summary,
      Field<S, A> a,
      Function<? super A, S> constructor) {
    return new Schema<>(
        kind, name, summary, List.of(a), values -> constructor.apply(values.get(a)));
  }

  /** Of two fields, and what makes a description of their values. */
  public static <S extends Spec, A, B> Schema<S> of(
      SpecKind<? super S> kind,
      String name,
      String summary,
      Field<S, A> a,
      Field<S, B> b,
      BiFunction<? super A, ? super B, S> constructor) {
    return new Schema<>(
        kind,
        name,
        summary,
        List.of(a, b),
        values -> constructor.apply(values.get(a), values.get(b)));
  }

  /** Of three fields, and what makes a description of their values. */
  public static <S extends Spec, A, B, C> Schema<S> of(
      SpecKind<? super S> kind,
      String name,
      String summary,
      Field<S, A> a,
      Field<S, B> b,
      Field<S, C> c,
      Constructor.Of3<A, B, C, S> constructor) {
    return new Schema<>(
        kind,
        name,
        summary,
        List.of(a, b, c),
        values -> constructor.make(values.get(a), values.get(b), values.get(c)));
  }

  /** Of four fields, and what makes a description of their values. */
  public static <S extends Spec, A, B, C, D> Schema<S> of(
      SpecKind<? super S> kind,
      String name,
      String summary,
      Field<S, A> a,
      Field<S, B> b,
      Field<S, C> c,
      Field<S, D> d,
      Constructor.Of4<A, B, C, D, S> constructor) {
    return new Schema<>(
        kind,
        name,
        summary,
        List.of(a, b, c, d),
        values -> constructor.make(values.get(a), values.get(b), values.get(c), values.get(d)));
  }

  /** Of five fields, and what makes a description of their values. */
  public static <S extends Spec, A, B, C, D, E> Schema<S> of(
      SpecKind<? super S> kind,
      String name,
      String summary,
      Field<S, A> a,
      Field<S, B> b,
      Field<S, C> c,
      Field<S, D> d,
      Field<S, E> e,
      Constructor.Of5<A, B, C, D, E, S> constructor) {
    return new Schema<>(
        kind,
        name,
        summary,
        List.of(a, b, c, d, e),
        values ->
            constructor.make(
                values.get(a), values.get(b), values.get(c), values.get(d), values.get(e)));
  }

  /** Of six fields, and what makes a description of their values. */
  public static <S extends Spec, A, B, C, D, E, F> Schema<S> of(
      SpecKind<? super S> kind,
      String name,
      String summary,
      Field<S, A> a,
      Field<S, B> b,
      Field<S, C> c,
      Field<S, D> d,
      Field<S, E> e,
      Field<S, F> f,
      Constructor.Of6<A, B, C, D, E, F, S> constructor) {
    return new Schema<>(
        kind,
        name,
        summary,
        List.of(a, b, c, d, e, f),
        values ->
            constructor.make(
                values.get(a),
                values.get(b),
                values.get(c),
                values.get(d),
                values.get(e),
                values.get(f)));
  }

  /** Of seven fields, and what makes a description of their values. */
  public static <S extends Spec, A, B, C, D, E, F, G> Schema<S> of(
      SpecKind<? super S> kind,
      String name,
      String summary,
      Field<S, A> a,
      Field<S, B> b,
      Field<S, C> c,
      Field<S, D> d,
      Field<S, E> e,
      Field<S, F> f,
      Field<S, G> g,
      Constructor.Of7<A, B, C, D, E, F, G, S> constructor) {
    return new Schema<>(
        kind,
        name,
        summary,
        List.of(a, b, c, d, e, f, g),
        values ->
            constructor.make(
                values.get(a),
                values.get(b),
                values.get(c),
                values.get(d),
                values.get(e),
                values.get(f),
                values.get(g)));
  }

  /** {@return what is described: a module, a loss, …} */
  public SpecKind<? super S> kind() {
    return kind;
  }

  /** {@return the name in the text form: {@code huber}} */
  public String name() {
    return name;
  }

  /** {@return what it is, in a line} */
  public String summary() {
    return summary;
  }

  /** {@return the fields, in the order in which their values may come without a name} */
  public List<Field<S, ?>> fields() {
    return fields;
  }

  /**
   * How a description is written, its defaults among it: {@code huber(delta=1, reduction=mean)}.
   *
   * @return the name with its fields
   */
  public String signature() {
    return text(fields.stream().map(Field::signature).toList());
  }

  /**
   * The text form of a description, which leaves defaults out.
   *
   * @param spec the description
   * @return the text, which reads back as an equal one
   */
  public String text(S spec) {
    List<String> arguments = new ArrayList<>();
    fields.forEach(field -> field.argument(spec).ifPresent(arguments::add));
    return text(arguments);
  }

  private String text(List<String> arguments) {
    StringJoiner text = new StringJoiner(", ", name + "(", ")");
    arguments.forEach(text::add);
    return text.toString();
  }

  /**
   * Checks values, for the constructor of the description.
   *
   * @param values the values of all fields, in their order
   * @throws io.kindling.error.SpecException if one is not in its range
   */
  public void check(Object... values) {
    if (values.length != fields.size()) {
      throw new IllegalArgumentException(name + " has " + fields.size() + " fields");
    }
    for (int i = 0; i < values.length; i++) {
      fields.get(i).check(name, values[i]);
    }
  }

  /**
   * Makes a description.
   *
   * @param settings the fields that have another value than their default
   * @return the description
   * @throws io.kindling.error.SpecException if a value is missing or out of its range
   */
  @SafeVarargs
  public final S make(Setting<S>... settings) {
    FieldValues<S> values = FieldValues.defaults(this);
    for (Setting<S> setting : settings) {
      values.set(setting);
    }
    return constructor.apply(values);
  }

  /**
   * Changes a description.
   *
   * @param spec a description
   * @param settings the fields that change
   * @return a copy, alike in all other fields
   * @throws io.kindling.error.SpecException if a value is out of its range
   */
  @SafeVarargs
  public final S with(S spec, Setting<S>... settings) {
    FieldValues<S> values = FieldValues.of(this, spec);
    for (Setting<S> setting : settings) {
      values.set(setting);
    }
    return constructor.apply(values);
  }

  /**
   * Reads a description.
   *
   * @param source where the values are; fields that it does not have get their defaults
   * @return the description
   * @throws io.kindling.error.SpecException if a value is missing or out of its range
   */
  public S read(FieldSource source) {
    FieldValues<S> values = FieldValues.defaults(this);
    for (Field<S, ?> field : fields) {
      if (source.has(field.name()) || field.byDefault().isEmpty()) {
        values.set(field.read(source));
      }
    }
    return constructor.apply(values);
  }

  /** {@return the signature} */
  @Override
  public String toString() {
    return signature();
  }
}
