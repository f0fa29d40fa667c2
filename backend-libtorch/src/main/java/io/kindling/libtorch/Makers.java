package io.kindling.libtorch;

import io.kindling.description.Spec;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is made of which kind of description.
 *
 * @param <S> the kind of description: of modules, of losses, of optimizers
 * @param <L> what is made of it
 */
final class Makers<S extends Spec, L> {
  private final Map<Class<?>, Function<S, ? extends @Nullable L>> makers = new HashMap<>();

  <T extends S> Makers<S, L> add(Class<T> kind, Function<T, ? extends @Nullable L> maker) {
    makers.put(kind, spec -> maker.apply(kind.cast(spec)));
    return this;
  }

  /**
   * What is made of a description, or null if that is of no known kind, or its maker makes nothing
   * of it.
   */
  @Nullable L make(S spec) {
    Function<S, ? extends @Nullable L> maker = makers.get(spec.getClass());
    return maker == null ? null : maker.apply(spec);
  }
}
