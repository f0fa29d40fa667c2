package io.kindling.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Specs;
import io.kindling.error.SpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of every built-in description reads, prints, changes and checks. */
final class FieldsTest {
  /** What nesterov needs. */
  private static final Map<String, String> NEEDED = Map.of("nesterov", "momentum=0.9");

  private static final Map<String, String> OUTSIDE =
      Map.of(
          "any number", "1e999",
          "above 0", "0",
          "0 or more", "-1",
          "1 or more", "0",
          "from 0 to below 1", "1",
          "from 0 to 1", "2");

  /** Descriptions whose lists are all of one length. */
  private static final Set<String> ALIKE = Set.of("column_embedding");

  private static Stream<Case<?>> fields() {
    return Specs.kinds().stream().flatMap(FieldsTest::fields);
  }

  private static <K extends Spec> Stream<Case<?>> fields(SpecKind<K> kind) {
    return kind.catalogue().schemas().stream().flatMap(FieldsTest::fields);
  }

  private static <S extends Spec> Stream<Case<?>> fields(Schema<S> schema) {
    return schema.fields().stream().map(field -> new Case<>(schema, field));
  }

  /** A field of a description, with other values than its default. */
  private record Case<S extends Spec>(Schema<S> schema, Field<S, ?> field) {
    boolean isUnnamed() {
      return field.argument(parse(text("", ""))).filter(text -> !text.contains("=")).isPresent();
    }

    /** Values, as text, of which one at least is not the default. */
    List<String> values() {
      return switch (field.type()) {
        case "a number" -> List.of("0.5", "0.75");
        case "a whole number" -> List.of("3", "7");
        case "two numbers" -> List.of("(0.25, 0.5)");
        case "true or false" -> List.of("true", "false");
        case "a whole number, or several in parentheses" ->
            ALIKE.contains(schema.name()) ? List.of("3", "7") : List.of("3", "(2, 5)");
        case "a number, or several in parentheses" -> List.of("0.5", "(0.25, 2)");
        case "any number of modules" -> List.of("relu()", "linear(1, 2), tanh()");
        default -> List.of(field.type().substring("one of ".length()).split(", "));
      };
    }

    /** The text of a description that has no more than it must, but for one field. */
    String text(String name, String value) {
      if (field.takesAll() && !name.isEmpty()) {
        return schema.name() + "(" + value + ")";
      }
      List<String> arguments = new ArrayList<>();
      for (Field<S, ?> each : schema.fields()) {
        if (each.byDefault().isEmpty() && !each.name().equals(name)) {
          String required = new Case<>(schema, each).values().get(0);
          arguments.add(each.takesAll() ? required : each.name() + "=" + required);
        }
      }
      if (NEEDED.containsKey(field.name())) {
        arguments.add(NEEDED.get(field.name()));
      }
      if (!name.isEmpty()) {
        arguments.add(name + "=" + value);
      }
      return schema.name() + "(" + String.join(", ", arguments) + ")";
    }

    @SuppressWarnings("unchecked") // a schema's own name is read with it
    S parse(String text) {
      return (S) schema.kind().parse(text);
    }

    <V> S with(Field<S, V> changed, S from, S to) {
      return schema.with(from, changed.of(changed.get(to)));
    }

    @Override
    public String toString() {
      return schema.name() + "." + field.name();
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  <S extends Spec> void whatPrintsReadsBack(Case<S> test) {
    for (String value : test.values()) {
      S spec = test.parse(test.text(test.field.name(), value));
      assertThat(test.parse(spec.toString())).isEqualTo(spec);
      assertThat(spec.name()).isEqualTo(test.schema.name());
      assertThat(textOf(test.field, spec)).isEqualTo(value);
    }
  }

  private static <S, V> String textOf(Field<S, V> field, S spec) {
    return field.text(field.get(spec));
  }

  @ParameterizedTest
  @MethodSource("fields")
  <S extends Spec> void aDefaultIsLeftOutAndAnythingElsePrints(Case<S> test) {
    Field<S, ?> field = test.field;
    S plain = test.parse(test.text("", ""));
    Optional<?> byDefault = field.byDefault();
    if (byDefault.isPresent()) {
      assertThat(field.get(plain)).isEqualTo(byDefault.get());
      String explicit = test.text(field.name(), textOf(field, plain));
      assertThat(test.parse(explicit)).isEqualTo(plain).hasToString(plain.toString());
    }
    for (String value : test.values()) {
      S spec = test.parse(test.text(field.name(), value));
      if (!field.get(spec).equals(byDefault.orElse(null))) {
        String printed = test.isUnnamed() ? value : field.name() + "=" + value;
        assertThat(spec.toString()).contains(printed);
      }
    }
    if (!field.name().equals("lr") && byDefault.isPresent()) {
      assertThat(plain.toString()).doesNotContain(field.name() + "=");
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  <S extends Spec> void aCopyDiffersInItsFieldOnly(Case<S> test) {
    S plain = test.parse(test.text("", ""));
    for (String value : test.values()) {
      S other = test.parse(test.text(test.field.name(), value));
      S copy = test.with(test.field, plain, other);
      assertThat(copy).isEqualTo(other);
      for (Field<S, ?> field : test.schema.fields()) {
        if (field != test.field) {
          assertThat(field.get(copy)).as(field.name()).isEqualTo(field.get(plain));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("fields")
  <S extends Spec> void aValueOutsideTheRangeIsRefusedByTheFieldsName(Case<S> test) {
    boolean integer = test.field.type().equals("a whole number");
    String range = test.field.range();
    if (range.isEmpty() || (integer && range.equals("any number"))) {
      return;
    }
    String outside = Objects.requireNonNull(OUTSIDE.get(range), range);
    String value = test.field.type().equals("two numbers") ? "(0.5, " + outside + ")" : outside;
    assertThatThrownBy(() -> test.parse(test.text(test.field.name(), value)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(test.schema.name() + ": " + test.field.name() + " must ");
  }

  @ParameterizedTest
  @MethodSource("fields")
  <S extends Spec> void aValueThatMustBeGivenIsAskedFor(Case<S> test) {
    if (test.field.byDefault().isPresent() || test.field.takesAll()) {
      return;
    }
    String without =
        test.text("", "").replaceFirst(test.field.name() + "=[^,)]+(, )?", "").replace(", )", ")");
    assertThatThrownBy(() -> test.parse(without))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining(test.schema.name() + " needs " + test.field.name())
        .hasMessageContaining("expected " + test.field.type());
  }

  @ParameterizedTest
  @MethodSource("fields")
  <S extends Spec> void theSignatureShowsTheField(Case<S> test) {
    String shown =
        test.field.byDefault().isPresent()
            ? test.field.name() + "=" + textOf(test.field, test.parse(test.text("", "")))
            : test.field.takesAll() ? "module, …" : test.field.name();
    assertThat(test.schema.signature()).contains(shown);
    assertThat(test.schema.summary()).isNotBlank();
  }
}
