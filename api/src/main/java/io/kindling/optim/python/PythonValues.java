package io.kindling.optim.python;

import io.kindling.core.TensorData;
import io.kindling.description.FieldSource;
import io.kindling.description.Pair;
import io.kindling.description.Spec;
import io.kindling.description.SpecKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Values by name as a Python dict has them: the options of a group of parameters, or what an
 * optimizer remembers of one. An optimizer's description writes its own with {@code with}; it reads
 * another's, of any version from 1.6 on, with the methods that are named for what is wanted, which
 * note what is wrong and go on, so that all of it can be told at once. {@code None} is as good as
 * nothing.
 */
public final class PythonValues implements FieldSource {
  /** Up to here every whole number has a double of its own. */
  private static final double MOST = 0x1p53;

  private final Map<String, Object> values = new LinkedHashMap<>();
  private final List<String> findings = new ArrayList<>();

  public PythonValues() {}

  /**
   * Values to read.
   *
   * @param dict what Python has written; keys that are no strings are ignored, as Python does
   * @return the values, of which nothing is wrong yet
   */
  public static PythonValues of(Map<?, ?> dict) {
    PythonValues values = new PythonValues();
    dict.forEach(
        (key, value) -> {
          if (key instanceof String name) {
            values.with(name, value);
          }
        });
    return values;
  }

  /** Adds a value: a Long, Double, Boolean, String, List, Tuple, TensorData or null. */
  @SuppressWarnings("NullAway") // None is a value
  public PythonValues with(String name, @Nullable Object value) {
    values.put(name, value);
    return this;
  }

  /** {@return the values by name, in their order; null for {@code None}} */
  public Map<String, Object> toMap() {
    return Collections.unmodifiableMap(values);
  }

  /** {@return what was found wrong with what has been read so far} */
  public List<String> findings() {
    return List.copyOf(findings);
  }

  public void note(String finding) {
    findings.add(finding);
  }

  /** The names that have a value, in the order of the alphabet. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>(values.keySet());
    names.removeIf(name -> values.get(name) == null);
    return names;
  }

  public @Nullable Object get(String name) {
    return values.get(name);
  }

  /** {@return true: what is not there is noted when it is read} */
  @Override
  public boolean has(String name) {
    return true;
  }

  /** A number that must be there, be it an int, a float or a tensor of one element. */
  @Override
  public double number(String name) {
    return number(name, 0, "a number");
  }

  /** Or what stands for it while the findings prevent its use. */
  private double number(String name, double otherwise, String expected) {
    Object value = values.get(name);
    Double number = PythonValue.number(value);
    if (number == null) {
      refuse(name, expected);
      return otherwise;
    }
    return number;
  }

  /** A whole number that must be there; as many as an int can say are as good as more. */
  @Override
  public int integer(String name) {
    String expected = "a whole number";
    double number = number(name, 1, expected);
    if (number != Math.rint(number)) {
      refuse(name, expected);
      return 1;
    }
    return (int) number;
  }

  /** How often something has happened, which must be there. */
  public double count(String name) {
    String expected = "a whole number, 0 or more";
    double number = number(name, 0, expected);
    if (number != Math.rint(number) || number < 0 || number > MOST) {
      refuse(name, expected);
      return 0;
    }
    return number;
  }

  /** True or False, which must be there. */
  @Override
  public boolean flag(String name) {
    if (values.get(name) instanceof Boolean flag) {
      return flag;
    }
    refuse(name, "True or False");
    return false;
  }

  /** Two numbers, which must be there, in a tuple or a list. */
  @Override
  public Pair pair(String name) {
    Optional<List<Double>> pair = listed(name).filter(numbers -> numbers.size() == 2);
    if (pair.isEmpty()) {
      refuse(name, "two numbers");
    }
    return pair.map(numbers -> new Pair(numbers.get(0), numbers.get(1))).orElse(new Pair(0, 0));
  }

  /** Numbers in a tuple or a list; none where there is nothing. */
  @Override
  public List<Double> numbers(String name) {
    Optional<List<Double>> numbers = listed(name);
    if (numbers.isEmpty() && values.get(name) != null) {
      refuse(name, "a list of numbers");
    }
    return numbers.orElse(List.of());
  }

  /** Whole numbers in a tuple or a list; none where there is nothing. */
  @Override
  public List<Integer> integers(String name) {
    List<Double> numbers = numbers(name);
    if (numbers.stream().anyMatch(number -> number != Math.rint(number))) {
      refuse(name, "a list of whole numbers");
    }
    return numbers.stream().map(Double::intValue).toList();
  }

  private Optional<List<Double>> listed(String name) {
    List<?> items = PythonValue.items(values.get(name));
    if (items == null) {
      return Optional.empty();
    }
    List<Double> numbers = new ArrayList<>();
    for (Object item : items) {
      Double number = PythonValue.number(item);
      if (number == null) {
        return Optional.empty();
      }
      numbers.add(number);
    }
    return Optional.of(numbers);
  }

  /** A word, which must be there. */
  @Override
  public <E> E choice(String name, List<E> choices) {
    Object value = values.get(name);
    for (E choice : choices) {
      if (choice.toString().equals(value)) {
        return choice;
      }
    }
    refuse(name, "one of " + choices);
    return choices.get(0);
  }

  /** Refuses: Python's options hold no descriptions. */
  @Override
  public <S extends Spec> List<S> specs(String name, SpecKind<S> kind) {
    refuse(name, "an option");
    return List.of();
  }

  /** A tensor, if it is one. */
  public Optional<TensorData> tensor(String name) {
    if (values.get(name) instanceof TensorData tensor) {
      return Optional.of(tensor);
    }
    refuse(name, "a tensor");
    return Optional.empty();
  }

  /** The items of a list; none if it is not there. */
  public List<?> list(String name) {
    Object value = values.get(name);
    List<?> items = PythonValue.items(value);
    if (value != null && items == null) {
      refuse(name, "a list");
    }
    return items == null ? List.of() : items;
  }

  /** Refuses what would change the numbers and cannot be done here; old versions lack it. */
  public void mustBe(String name, boolean expected, String remedy) {
    if (values.get(name) != null && flag(name) != expected) {
      note(name + " is " + PythonValue.show(!expected) + " (" + remedy + ")");
    }
  }

  public void refuse(String name, String expected) {
    Object value = values.get(name);
    note(
        value == null
            ? name + " is missing"
            : name + " is " + PythonValue.show(value) + ", not " + expected);
  }
}
