package io.kindling.cli;

import io.kindling.error.KindlingException;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Makes a value of a word that was typed. A class and no lambda: with a lambda for an interface of
 * picocli's, whose format is old, the JDK's archive of classes could hold neither.
 *
 * @param parser what does it
 */
record Converter<T>(Function<String, T> parser) implements ITypeConverter<T> {
  @Override
  public T convert(String text) {
    try {
      return parser.apply(text);
    } catch (KindlingException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
