package io.kindling.toy;

import io.kindling.core.Device;
import io.kindling.spi.LiveModule;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A module without parameters, from operations that know their gradients already. */
record ToyFunction(UnaryOperator<ToyTensor> function) implements LiveModule<ToyTensor> {
  @Override
  public ToyTensor forward(ToyTensor input) {
    return function.apply(input);
  }

  @Override
  public Map<String, ToyTensor> parameters() {
    return Map.of();
  }

  @Override
  public void to(Device device) {
    // there is one device
  }

  @Override
  public void close() {
    // holds nothing
  }
}
