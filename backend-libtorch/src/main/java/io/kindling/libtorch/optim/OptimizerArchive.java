package io.kindling.libtorch.optim;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kindling.core.Device;
import io.kindling.core.ParameterState;
import io.kindling.core.TensorData;
import io.kindling.libtorch.state.MemoryArchive;
import io.kindling.libtorch.tensor.TorchOperations;
import io.kindling.optim.OptimizerSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.Optimizer;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The way to an optimizer's state: the presets do not show it, the archive that an optimizer writes
 * of itself does.
 *
 * <pre>
 * pytorch_version                     text
 * param_groups/param_groups/0/params/0, 1 …   the parameters' keys
 * state/KEY/NAME                      what is remembered of a parameter
 * </pre>
 *
 * @see <a
 *     href="https://github.com/pytorch/pytorch/blob/main/torch/csrc/api/include/torch/optim/serialize.h">
 *     torch/optim/serialize.h</a>
 */
public class OptimizerArchive {
  /** The numbers that LibTorch keeps as integers. */
  private static final Set<String> INTEGERS = Set.of("step", "func_evals", "n_iter");

  private final OptimizerSpec spec;
  private final TorchOperations operations;

  /**
   * Reads and sets the state of optimizers of one description.
   *
   * @param spec the description
   * @param operations copies the values
   */
  public OptimizerArchive(OptimizerSpec spec, TorchOperations operations) {
    this.spec = spec;
    this.operations = operations;
  }

  /** The state of each parameter; empty for one that the optimizer has none for. */
  final List<ParameterState> state(Optimizer optimizer) {
    try (PointerScope scope = new PointerScope()) {
      InputArchive saved = saved(optimizer);
      InputArchive all = part(saved, "state");
      List<ParameterState> states = new ArrayList<>();
      for (String key : keys(saved)) {
        InputArchive one = new InputArchive();
        states.add(all.try_read(key, one) ? read(one) : ParameterState.EMPTY);
      }
      return states;
    }
  }

  /** Sets the state of each parameter of an optimizer that has taken no step yet. */
  final void load(Optimizer optimizer, List<ParameterState> states, List<Tensor> parameters) {
    try (PointerScope scope = new PointerScope()) {
      InputArchive saved = saved(optimizer);
      List<String> keys = keys(saved);
      OutputArchive changed = new OutputArchive();
      changed.write("pytorch_version", value(saved, "pytorch_version"));
      changed.write("param_groups", value(saved, "param_groups")); // with all options as they are
      OutputArchive all = new OutputArchive(changed.compilation_unit());
      for (int i = 0; i < keys.size(); i++) {
        if (keeps(i, states.get(i))) {
          OutputArchive one = new OutputArchive(changed.compilation_unit());
          write(one, states.get(i), Device.of(parameters.get(i).device().str().getString()));
          all.write(keys.get(i), one);
        }
      }
      changed.write("state", all);
      optimizer.load(MemoryArchive.read(MemoryArchive.bytes(changed)));
    }
  }

  private static InputArchive saved(Optimizer optimizer) {
    OutputArchive archive = new OutputArchive();
    optimizer.save(archive);
    return MemoryArchive.read(MemoryArchive.bytes(archive));
  }

  /** By which names the archive calls the parameters, in their order. */
  private static List<String> keys(InputArchive saved) {
    InputArchive group = part(part(saved, "param_groups"), "param_groups/0");
    long size = value(group, "params/size").toTensor().item_long();
    List<String> keys = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      keys.add(value(group, "params/" + i).toStringRef().getString(UTF_8));
    }
    return keys;
  }

  private static InputArchive part(InputArchive archive, String key) {
    InputArchive part = new InputArchive();
    archive.read(key, part);
    return part;
  }

  private static IValue value(InputArchive archive, String key) {
    IValue value = new IValue();
    archive.read(key, value);
    return value;
  }

  /** Whether a parameter's state goes into the archive. */
  boolean keeps(int parameter, ParameterState state) {
    return !state.equals(ParameterState.EMPTY);
  }

  /** Reads one parameter's state. */
  ParameterState read(InputArchive archive) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    for (String name : spec.stateNumbers()) {
      IValue value = value(archive, name);
      numbers.put(name, value.isInt() ? (double) value.toInt() : value.toDouble());
    }
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    for (String name : spec.stateTensors()) {
      IValue value = new IValue();
      if (archive.try_read(name, value)) {
        read(name, value, tensors);
      }
    }
    return new ParameterState(numbers, tensors);
  }

  private void read(String name, IValue value, Map<String, TensorData> tensors) {
    if (value.isTensor()) {
      // L-BFGS begins with an integer 1
      tensors.put(name, operations.read(value.toTensor().to(ScalarType.Float)));
    } else {
      TensorVector rows = value.toTensorVector();
      if (!rows.empty()) {
        tensors.put(name, operations.read(torch.stack(rows, /* dim= */ 0)));
      }
    }
  }

  /** Writes one parameter's state, of tensors on the parameter's device. */
  void write(OutputArchive archive, ParameterState state, Device device) {
    state
        .numbers()
        .forEach(
            (name, number) ->
                archive.write(
                    name,
                    INTEGERS.contains(name)
                        ? new IValue(number.longValue())
                        : new IValue(number.doubleValue())));
    state.tensors().forEach((name, data) -> write(archive, name, operations.create(data, device)));
  }

  /** Writes one tensor of a state. */
  void write(OutputArchive archive, String name, Tensor tensor) {
    archive.write(name, new IValue(tensor));
  }
}
