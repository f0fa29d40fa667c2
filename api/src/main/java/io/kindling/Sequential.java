package io.kindling;

import io.kindling.error.SpecException;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.SequentialSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Modules one after the other: the output of each is the input of the next. The parts are named
 * {@code 0}, {@code 1}, …, as in PyTorch.
 *
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.Sequential.html">
 *     torch.nn.Sequential</a>
 */
public final class Sequential extends CompositeModule {
  private final List<Module> modules;

  /**
   * Chains modules.
   *
   * @param modules the modules, at least one
   * @throws SpecException if there is none
   */
  public Sequential(List<? extends Module> modules) {
    this.modules = List.copyOf(modules);
    if (this.modules.isEmpty()) {
      throw new SpecException(
          "sequential", "there must be at least one module", "none", "at least one", null);
    }
    for (int i = 0; i < modules.size(); i++) {
      child(Integer.toString(i), modules.get(i));
    }
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor tensor = input;
    for (Module module : modules) {
      tensor = module.forward(tensor);
    }
    return tensor;
  }

  @Override
  public @Nullable ModuleSpec spec() {
    List<ModuleSpec> specs = new ArrayList<>();
    for (Module module : modules) {
      ModuleSpec spec = module.spec();
      if (spec == null) {
        return null;
      }
      specs.add(spec);
    }
    return new SequentialSpec(specs);
  }
}
