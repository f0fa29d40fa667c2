package io.kindling.libtorch.optim;

import io.kindling.core.Device;
import io.kindling.core.ParameterState;
import io.kindling.libtorch.tensor.TorchOperations;
import io.kindling.optim.LbfgsSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type.TypePtr;
import org.bytedeco.pytorch.global.torch;

/**
 * The state of L-BFGS: the first parameter has all of it, and some of it are lists of tensors.
 *
 * <p>LibTorch keeps a list {@code al} beside it, from one iteration to the next for its memory
 * only, and leaves holes in it that its own archives cannot hold. So it is given a full one before
 * the first step.
 */
final class LbfgsArchive extends OptimizerArchive {
  private static final Set<String> LISTS = Set.of("old_dirs", "old_stps", "ro");

  private final LbfgsSpec spec;

  LbfgsArchive(LbfgsSpec spec, TorchOperations operations) {
    super(spec, operations);
    this.spec = spec;
  }

  @Override
  boolean keeps(int parameter, ParameterState state) {
    return parameter == 0;
  }

  @Override
  ParameterState read(InputArchive archive) {
    ParameterState state = super.read(archive);
    boolean untouched = Objects.equals(state.numbers().get("func_evals"), 0.0);
    return untouched ? ParameterState.EMPTY : state;
  }

  @Override
  void write(OutputArchive archive, ParameterState state, Device device) {
    Map<String, Double> numbers = new HashMap<>(state.numbers());
    spec.stateNumbers().forEach(name -> numbers.putIfAbsent(name, 0.0));
    super.write(archive, new ParameterState(numbers, state.tensors()), device);
    for (String name : LISTS) {
      if (!state.tensors().containsKey(name)) {
        archive.write(name, new IValue(list()));
      }
    }
    GenericList al = list();
    IValue zero = new IValue(torch.zeros());
    for (int i = 0; i < spec.historySize(); i++) {
      al.push_back(zero);
    }
    archive.write("al", new IValue(al));
  }

  @Override
  void write(OutputArchive archive, String name, Tensor tensor) {
    if (!LISTS.contains(name)) {
      super.write(archive, name, tensor);
      return;
    }
    GenericList rows = list();
    // LibTorch believes that it never has more than these
    for (long i = Math.max(0, tensor.size(0) - spec.historySize()); i < tensor.size(0); i++) {
      rows.push_back(new IValue(tensor.select(0, i).clone()));
    }
    archive.write(name, new IValue(rows));
  }

  private static GenericList list() {
    return new GenericList(new TypePtr(TensorType.get()));
  }
}
