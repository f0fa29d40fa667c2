package io.kindling.forward;

import io.kindling.functions.Activation;
import io.kindling.functions.Gelu;
import io.kindling.functions.LeakyRelu;
import io.kindling.functions.Silu;
import io.kindling.functions.Softplus;
import io.kindling.functions.TanhGelu;
import io.kindling.nn.GeluSpec;
import io.kindling.nn.LeakyReluSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.SiluSpec;
import io.kindling.nn.SoftplusSpec;
import org.jspecify.annotations.Nullable;

/** Which descriptions are functions of each number that are computed in one loop. */
public final class Activations {
  private Activations() {}

  /**
   * Finds a description's function.
   *
   * @param spec the description
   * @return the function; null if it is none of these
   */
  public static @Nullable Activation of(ModuleSpec spec) {
    if (spec instanceof LeakyReluSpec leaky) {
      return new LeakyRelu((float) leaky.negativeSlope());
    }
    if (spec instanceof GeluSpec gelu) {
      return gelu.approximate() == GeluSpec.Approximate.TANH ? new TanhGelu() : new Gelu();
    }
    if (spec instanceof SiluSpec) {
      return new Silu();
    }
    if (spec instanceof SoftplusSpec softplus) {
      return new Softplus((float) softplus.beta(), (float) softplus.threshold());
    }
    return null;
  }
}
