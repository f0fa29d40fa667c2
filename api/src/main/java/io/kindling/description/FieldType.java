package io.kindling.description;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a field's values are: how they are read, and how they print.
 *
 * @param <V> the type of its values
 */
interface FieldType<V> {
  /** A list of numbers without any. */
  String NONE = "none";

  V read(FieldSource source, String name);

  /** The type in words, with an article: what an error expects. */
  String words();

  /** What stands for a value that must be given. */
  default String placeholder(String name) {
    return name;
  }

  /** Whether all arguments of a text form are one value. */
  default boolean takesAll() {
    return false;
  }

  default String text(V value) {
    return value.toString();
  }

  FieldType<Double> NUMBER =
      new FieldType<>() {
        @Override
        public Double read(FieldSource source, String name) {
          return source.number(name);
        }

        @Override
        public String words() {
          return "a number";
        }

        @Override
        public String text(Double value) {
          return Numbers.text(value);
        }
      };

  FieldType<Integer> INTEGER =
      new FieldType<>() {
        @Override
        public Integer read(FieldSource source, String name) {
          return source.integer(name);
        }

        @Override
        public String words() {
          return "a whole number";
        }
      };

  FieldType<Pair> PAIR =
      new FieldType<>() {
        @Override
        public Pair read(FieldSource source, String name) {
          return source.pair(name);
        }

        @Override
        public String words() {
          return "two numbers";
        }
      };

  FieldType<Boolean> FLAG =
      new FieldType<>() {
        @Override
        public Boolean read(FieldSource source, String name) {
          return source.flag(name);
        }

        @Override
        public String words() {
          return "true or false";
        }
      };

  FieldType<List<Integer>> INTEGERS =
      new FieldType<>() {
        @Override
        public List<Integer> read(FieldSource source, String name) {
          return source.integers(name);
        }

        @Override
        public String words() {
          return "a whole number, or several in parentheses";
        }

        @Override
        public String text(List<Integer> value) {
          return several(value.stream().map(Object::toString).toList());
        }
      };

  FieldType<List<Double>> NUMBERS =
      new FieldType<>() {
        @Override
        public List<Double> read(FieldSource source, String name) {
          return source.numbers(name);
        }

        @Override
        public String words() {
          return "a number, or several in parentheses";
        }

        @Override
        public String text(List<Double> value) {
          return value.isEmpty() ? NONE : several(value.stream().map(Numbers::text).toList());
        }
      };

  static <E extends Enum<E>> FieldType<E> choice(Class<E> choices) {
    return new FieldType<>() {
      @Override
      public E read(FieldSource source, String name) {
        return source.choice(name, Arrays.asList(choices.getEnumConstants()));
      }

      @Override
      public String words() {
        return Arrays.stream(choices.getEnumConstants())
            .map(Object::toString)
            .collect(Collectors.joining(", ", "one of ", ""));
      }
    };
  }

  static <S extends Spec> FieldType<List<S>> specs(SpecKind<S> kind) {
    return new FieldType<>() {
      @Override
      public List<S> read(FieldSource source, String name) {
        return source.specs(name, kind);
      }

      @Override
      public String words() {
        return "any number of " + kind.name() + "s";
      }

      @Override
      public String placeholder(String name) {
        return kind.name() + ", …";
      }

      @Override
      public boolean takesAll() {
        return true;
      }

      @Override
      public String text(List<S> value) {
        return String.join(", ", value.stream().map(Object::toString).toList());
      }
    };
  }

  private static String several(List<String> texts) {
    String inside = String.join(", ", texts);
    return texts.size() == 1 ? inside : "(" + inside + ")";
  }
}
