package io.kindling.optim.python;

import io.kindling.description.Field;
import io.kindling.description.Schema;
import io.kindling.description.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The options of an optimizer as PyTorch writes them for a group of parameters: the fields of its
 * schema, in PyTorch's order, and what this library has no choice in.
 *
 * @param <S> the optimizer's description
 */
public final class PythonOptions<S extends Spec> {
  private final Schema<S> schema;
  private final List<BiConsumer<S, PythonValues>> written;
  private final List<Consumer<PythonValues>> checks;

  private PythonOptions(
      Schema<S> schema,
      List<BiConsumer<S, PythonValues>> written,
      List<Consumer<PythonValues>> checks) {
    this.schema = schema;
    this.written = written;
    this.checks = checks;
  }

  /**
   * The options of a description, none of which is written yet.
   *
   * @param schema the description's schema
   * @param <S> the description
   * @return the options
   */
  public static <S extends Spec> PythonOptions<S> of(Schema<S> schema) {
    return new PythonOptions<>(schema, List.of(), List.of());
  }

  /**
   * Fields by their own names.
   *
   * @param fields the fields, as they come next
   * @return the options with these
   */
  @SafeVarargs
  public final PythonOptions<S> with(Field<S, ?>... fields) {
    return writing(
        (spec, values) -> {
          for (Field<S, ?> field : fields) {
            values.with(field.name(), PythonValue.of(field.get(spec)));
          }
        });
  }

  /**
   * An option that always has the same value and changes no numbers, so it is not read.
   *
   * @param name its name
   * @param value its value
   * @return the options with this
   */
  public PythonOptions<S> with(String name, @Nullable Object value) {
    return writing((spec, values) -> values.with(name, value));
  }

  /**
   * The option {@code maximize}, which must be false.
   *
   * @return the options with this
   */
  public PythonOptions<S> minimizes() {
    return with("maximize", false).mustBe("maximize", false, "minimize the negated loss instead");
  }

  /**
   * What is refused where it is written otherwise, for it would change the numbers.
   *
   * @param name an option, which need not be there
   * @param expected what it must be
   * @param remedy what to do where it is not
   * @return the options with this
   */
  public PythonOptions<S> mustBe(String name, boolean expected, String remedy) {
    return new PythonOptions<>(
        schema, written, more(checks, values -> values.mustBe(name, expected, remedy)));
  }

  private PythonOptions<S> writing(BiConsumer<S, PythonValues> next) {
    return new PythonOptions<>(schema, more(written, next), checks);
  }

  private static <E> List<E> more(List<E> list, E next) {
    List<E> longer = new ArrayList<>(list);
    longer.add(next);
    return longer;
  }

  /**
   * Writes the options of a description.
   *
   * @param spec the description
   * @return its options
   */
  public PythonValues write(S spec) {
    PythonValues values = new PythonValues();
    written.forEach(option -> option.accept(spec, values));
    return values;
  }

  /**
   * Reads a description.
   *
   * @param values the options, which note what is wrong with them
   * @return the description; of no use if something was noted
   * @throws io.kindling.error.SpecException if a value is out of its range
   */
  public S read(PythonValues values) {
    checks.forEach(check -> check.accept(values));
    return schema.read(values);
  }
}
