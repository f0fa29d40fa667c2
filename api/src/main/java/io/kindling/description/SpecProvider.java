package io.kindling.description;

import java.util.List;

/**
 * Brings descriptions that are not built in, so that they parse, print, are saved and resumed as
 * those that are. Found by {@link java.util.ServiceLoader}: name the class in {@code
 * META-INF/services/io.kindling.description.SpecProvider}, and in {@code module-info} after {@code
 * provides}.
 *
 * <p>A description is found when its name is; whether a backend can make something of it is for the
 * backend to say.
 */
public interface SpecProvider {
  /**
   * The schemas of its descriptions, of any kinds. {@link SpecKind} calls this once each time that
   * it meets a name that is not built in, or is asked for its catalogue; never for a name that is.
   *
   * @return the schemas
   */
  List<Schema<?>> schemas();
}
