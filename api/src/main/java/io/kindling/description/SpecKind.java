package io.kindling.description;

import io.kindling.error.SpecException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of description, such as losses: those that are built in, and those that {@link
 * SpecProvider}s bring.
 *
 * @param <S> the type of its descriptions
 */
public final class SpecKind<S extends Spec> {
  private final String name;
  private final BuiltIn<S> builtIn;

  /**
   * A kind.
   *
   * @param name what its descriptions describe, as errors name it: {@code loss}
   * @param builtIn those that are built in
   */
  public SpecKind(String name, BuiltIn<S> builtIn) {
    this.name = name;
    this.builtIn = builtIn;
  }

  /** {@return what its descriptions describe: {@code loss}} */
  public String name() {
    return name;
  }

  /** What its descriptions describe, with its article. */
  String a() {
    return ("aeiou".indexOf(name.charAt(0)) < 0 ? "a " : "an ") + name;
  }

  /**
   * Reads a text form. Providers are looked for only if a name in it is not built in.
   *
   * @param text the text
   * @return the description; it prints as an equivalent text
   * @throws SpecException if the text is malformed; the message names the place and what was
   *     expected there
   */
  public S parse(String text) {
    return SpecParser.parse(text, this);
  }

  /**
   * Looks for all descriptions of this kind: those that are built in, and those that providers
   * bring, through the thread's context class loader. Every call looks afresh.
   *
   * @return the descriptions
   * @throws SpecException if two have the same name
   */
  public Catalogue<S> catalogue() {
    return Catalogue.of(this, builtIn, Providers.load());
  }

  /** {@return the names of the descriptions that are built in} */
  public List<String> builtIn() {
    return builtIn.names();
  }

  @Nullable Schema<? extends S> builtIn(String name) {
    return builtIn.find(name);
  }

  /** {@return the name} */
  @Override
  public String toString() {
    return name;
  }
}
