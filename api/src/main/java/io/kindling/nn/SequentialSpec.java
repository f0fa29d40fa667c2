package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.description.Arguments;
import io.kindling.description.SpecCatalog;
import io.kindling.description.SpecText;
import io.kindling.error.SpecException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Modules one after the other: the output of each is the input of the next. Its children are named
 * {@code 0}, {@code 1}, …, so parameters are called {@code 0.weight}, {@code 2.bias}.
 *
 * @param modules the modules, at least one
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.Sequential.html">
 *     torch.nn.Sequential</a>
 */
public record SequentialSpec(List<ModuleSpec> modules) implements ModuleSpec {
  public static final String NAME = "sequential";

  /**
   * Copies the list.
   *
   * @throws SpecException if the list is empty
   */
  public SequentialSpec {
    modules = List.copyOf(modules);
    if (modules.isEmpty()) {
      throw new SpecException(
          NAME, "there must be a module in it", "none", "sequential(linear(8, 1))", null);
    }
  }

  public static SequentialSpec from(Arguments arguments) {
    return new SequentialSpec(arguments.all(SpecCatalog.MODULES));
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape shape = input;
    for (ModuleSpec module : modules) {
      shape = module.outputShape(shape);
    }
    return shape;
  }

  @Override
  public Map<String, TensorData> initialState(TorchRandom random) {
    Map<String, TensorData> state = new LinkedHashMap<>();
    for (int i = 0; i < modules.size(); i++) {
      String prefix = i + ".";
      modules
          .get(i)
          .initialState(random)
          .forEach((name, values) -> state.put(prefix + name, values));
    }
    return state;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    SpecText text = new SpecText(NAME);
    modules.forEach(text::add);
    return text.toString();
  }
}
