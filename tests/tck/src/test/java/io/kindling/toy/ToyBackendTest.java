package io.kindling.toy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.tck.KindlingContract;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The backend {@code toy} keeps the contract, but for the gaps that it declares. */
final class ToyBackendTest implements KindlingContract {
  private static final Backend BACKEND = Backends.open("toy");

  @Override
  public Backend backend() {
    return BACKEND;
  }

  @Override
  public Map<String, String> gaps() {
    return Stream.of(
            Stream.of("leaky_relu", "gelu", "softplus", "layer_norm", "batch_norm_1d", "embedding"),
            Stream.of("smooth_l1", "huber", "poisson_nll"),
            Stream.of("adam", "adamw", "rmsprop", "adagrad", "lbfgs"))
        .flatMap(names -> names)
        .collect(Collectors.toMap(name -> name, name -> "one of each kind shows how"));
  }
}
