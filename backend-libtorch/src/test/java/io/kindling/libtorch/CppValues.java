package io.kindling.libtorch;

import io.kindling.core.TensorData;
import io.kindling.core.Tuple;
import io.kindling.libtorch.tensor.TorchOperations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.GenericDict;
import org.bytedeco.pytorch.GenericDictIterator;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** C++'s values as {@link io.kindling.checkpoint.torch.TorchFile} has them. */
final class CppValues {
  private CppValues() {}

  static TensorData of(Tensor tensor) {
    return new TorchOperations().read(tensor.detach());
  }

  static @Nullable Object of(IValue value) {
    if (value.isNone()) {
      return null;
    }
    if (value.isBool()) {
      return value.toBool();
    }
    if (value.isInt()) {
      return value.toInt();
    }
    if (value.isDouble()) {
      return value.toDouble();
    }
    if (value.isString()) {
      return value.toStringRef().getString();
    }
    if (value.isTensor()) {
      return of(value.toTensor());
    }
    if (value.isTuple()) {
      return new Tuple(tuple(value.toTuple()));
    }
    return value.isGenericDict() ? dict(value.toGenericDict()) : list(value.toList());
  }

  private static List<@Nullable Object> tuple(org.bytedeco.pytorch.Tuple tuple) {
    List<@Nullable Object> items = new ArrayList<>();
    for (long i = 0; i < tuple.size(); i++) {
      items.add(of(tuple.elements().get(i)));
    }
    return items;
  }

  private static List<@Nullable Object> list(GenericList list) {
    List<@Nullable Object> items = new ArrayList<>();
    for (long i = 0; i < list.size(); i++) {
      items.add(of(list.get(i)));
    }
    return items;
  }

  private static Map<Object, @Nullable Object> dict(GenericDict dict) {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    GenericDictIterator at = dict.begin();
    for (long i = 0; i < dict.size(); i++) {
      map.put(of(at.access().key()), of(at.access().value()));
      at = at.increment();
    }
    return map;
  }
}
