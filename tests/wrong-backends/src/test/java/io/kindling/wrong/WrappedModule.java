package io.kindling.wrong;

import io.kindling.core.Device;
import io.kindling.spi.LiveModule;
import java.util.Map;

/** Does what another module does, until a method is overridden. */
class WrappedModule<T> implements LiveModule<T> {
  private final LiveModule<T> real;

  WrappedModule(LiveModule<T> real) {
    this.real = real;
  }

  @Override
  public T forward(T input, boolean training) {
    return real.forward(input, training);
  }

  @Override
  public Map<String, T> parameters() {
    return real.parameters();
  }

  @Override
  public Map<String, T> buffers() {
    return real.buffers();
  }

  @Override
  public void to(Device device) {
    real.to(device);
  }

  @Override
  public void close() {
    real.close();
  }
}
