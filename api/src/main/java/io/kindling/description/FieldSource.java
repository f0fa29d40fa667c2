package io.kindling.description;

import java.util.List;

/**
 * Where the values of fields come from: a text form, or options that PyTorch has written. What is
 * wrong with a value is the source's to say; one that goes on in spite of it, to find all that is
 * wrong, gives a value that stands for the right one.
 */
public interface FieldSource {
  /**
   * Whether it has a value for a field; if not, the field has its default.
   *
   * @param name the field's name
   * @return whether it has; also true if it wants to be asked, and to say itself what is missing
   */
  boolean has(String name);

  /**
   * A number.
   *
   * @param name the field's name
   * @return its value
   */
  double number(String name);

  /**
   * A whole number.
   *
   * @param name the field's name
   * @return its value
   */
  int integer(String name);

  /**
   * True or false.
   *
   * @param name the field's name
   * @return its value
   */
  boolean flag(String name);

  /**
   * Two numbers.
   *
   * @param name the field's name
   * @return its value
   */
  Pair pair(String name);

  /**
   * One of several words.
   *
   * @param name the field's name
   * @param choices what there is to choose from; their {@code toString()} is the word
   * @param <E> what stands for a word
   * @return its value
   */
  <E> E choice(String name, List<E> choices);

  /**
   * Some numbers.
   *
   * @param name the field's name
   * @return its value
   */
  List<Double> numbers(String name);

  /**
   * Some whole numbers.
   *
   * @param name the field's name
   * @return its value
   */
  List<Integer> integers(String name);

  /**
   * Some descriptions.
   *
   * @param name the field's name
   * @param kind what is described
   * @param <S> the type of its descriptions
   * @return its value
   */
  <S extends Spec> List<S> specs(String name, SpecKind<S> kind);
}
