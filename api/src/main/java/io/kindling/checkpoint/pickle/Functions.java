package io.kindling.checkpoint.pickle;

import io.kindling.checkpoint.pickle.Global.Function;
import io.kindling.checkpoint.python.Bytes;
import io.kindling.checkpoint.python.Complex;
import io.kindling.checkpoint.python.Counter;
import io.kindling.checkpoint.python.DefaultDict;
import io.kindling.checkpoint.python.FrozenSet;
import io.kindling.checkpoint.python.OrderedDict;
import io.kindling.checkpoint.python.TorchConstant;
import io.kindling.checkpoint.python.TorchDevice;
import io.kindling.checkpoint.python.TorchSize;
import io.kindling.core.Tuple;
import io.kindling.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the functions that we know would return, told from their arguments. Where Python would make
 * something else of them than what it writes, there is an error instead.
 */
final class Functions {
  private final PickleInput input;
  private final Keys keys;
  private final Tensors tensors;

  Functions(PickleInput input, Storages storages, Keys keys) {
    this.input = input;
    this.keys = keys;
    tensors = new Tensors(input, storages);
  }

  /** Applies something else that the pickle names. */
  interface Caller {
    @Nullable Object call(@Nullable Object called, Tuple arguments);
  }

  @Nullable Object call(Function function, Tuple tuple, Caller caller) {
    Arguments arguments = new Arguments(input, function.function(), tuple.items());
    return switch (function) {
      case ORDERED_DICT -> orderedDict(arguments);
      case COUNTER -> counter(arguments);
      case DEFAULT_DICT -> defaultDict(tuple, arguments);
      case SET -> items(arguments);
      case FROZEN_SET -> new FrozenSet(items(arguments));
      case BYTES -> arguments.count(0, 0).size() == 0 ? Bytes.of() : null;
      case BYTE_ARRAY -> byteArray(arguments);
      case ENCODE -> latin1(arguments.count(2, 2));
      case COMPLEX -> complex(arguments.count(2, 2));
      case REBUILD_TENSOR -> tensors.version1(arguments);
      case REBUILD_TENSOR_V2 -> tensors.version2(arguments);
      case REBUILD_TENSOR_V3 -> tensors.version3(arguments);
      case REBUILD_PARAMETER -> tensors.parameter(arguments.count(3, 3));
      case REBUILD_PARAMETER_WITH_STATE ->
          tensors.withState(tensors.parameter(arguments.count(4, 4)), arguments.get(3));
      case REBUILD_FROM_TYPE -> tensors.fromType(arguments, caller);
      case REBUILD_FROM_CPU -> tensors.fromCpu(tuple, arguments);
      case REBUILD_SPARSE, REBUILD_SPARSE_CSR -> tensors.sparse(function, arguments);
      case REBUILD_NESTED -> tensors.nested(arguments);
      case REBUILD_META -> tensors.meta(arguments);
      case PARAMETER -> tensors.newParameter(arguments);
      case SIZE -> size(arguments);
      case DEVICE -> device(arguments);
      case LAYOUT -> layout(arguments);
      case RESTORE_TYPE_TAG -> {
        arguments.count(2, 2).get(1, String.class, "the name of a type");
        yield tuple.items().get(0);
      }
      case BUILD_INT_LIST, BUILD_DOUBLE_LIST, BUILD_BOOL_LIST, BUILD_TENSOR_LIST ->
          arguments.count(1, 1).get(0, List.class, "a list");
      case GET_ATTRIBUTE, TENSOR ->
          throw arguments.error("a pickle must not call it", "a call", "only its name");
    };
  }

  /** Python 2 writes the entries as a list of lists. */
  private OrderedDict orderedDict(Arguments arguments) {
    OrderedDict dict = new OrderedDict();
    if (arguments.count(0, 1).size() == 1) {
      List<?> pairs = arguments.get(0, List.class, "nothing, or a list of lists of two");
      input.copies(pairs.size());
      for (Object pair : pairs) {
        if (!(pair instanceof List<?> two) || two.size() != 2) {
          throw arguments.error("an entry must be a list of two", "another", "key and value");
        }
        TreeCheck.requireValue(input, two.get(1));
        keys.put(dict, two.get(0), two.get(1));
      }
    }
    return dict;
  }

  private Counter counter(Arguments arguments) {
    Counter counter = new Counter();
    if (arguments.count(0, 1).size() == 1) {
      Map<?, ?> counts = arguments.get(0, Map.class, "a dict");
      input.copies(counts.size());
      counts.forEach((key, count) -> counter.put(key, count));
    }
    return counter;
  }

  private Object defaultDict(Tuple tuple, Arguments arguments) {
    if (arguments.count(0, 1).size() == 0 || arguments.get(0) == null) {
      return new DefaultDict(null);
    }
    @Nullable String name = builtin(arguments.get(0));
    return name != null && DefaultDict.FACTORIES.contains(name)
        ? new DefaultDict(name)
        : new ForeignObject(new ForeignObject.Name("collections", "defaultdict"), tuple, Map.of());
  }

  private static @Nullable String builtin(@Nullable Object type) {
    if (type instanceof Global global && global.module().equals("builtins")) {
      return global.function();
    }
    boolean builtin = type instanceof ForeignObject name && name.module().equals("builtins");
    return builtin && type instanceof ForeignObject name && name.isName() ? name.name() : null;
  }

  private Set<@Nullable Object> items(Arguments arguments) {
    Set<@Nullable Object> set = new LinkedHashSet<>(0);
    if (arguments.count(0, 1).size() == 1) {
      List<?> items = arguments.get(0, List.class, "a list");
      input.copies(items.size());
      items.forEach(item -> keys.add(set, item));
    }
    return set;
  }

  FrozenSet frozenSet(List<@Nullable Object> items) {
    Set<@Nullable Object> set = new LinkedHashSet<>(0);
    items.forEach(item -> keys.add(set, item));
    return new FrozenSet(set);
  }

  private Bytes byteArray(Arguments arguments) {
    int count = arguments.count(0, 2).size();
    Bytes bytes =
        count == 0
            ? Bytes.of()
            : count == 2 ? latin1(arguments) : arguments.get(0, Bytes.class, "bytes");
    input.copies(bytes.size());
    return bytes.asArray();
  }

  /** How protocol 2, which has no bytes, writes them: as a text of their values. */
  private Bytes latin1(Arguments arguments) {
    String text = arguments.get(0, String.class, "a text");
    String encoding = arguments.get(1, String.class, "latin1");
    boolean latin1 = encoding.equals("latin1") || encoding.equals("latin-1");
    if (!latin1 || !StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)) {
      throw arguments.error("bytes must be in Latin 1", Printable.quoted(encoding), "latin1");
    }
    input.copies(text.length());
    return Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Complex complex(Arguments arguments) {
    double real = arguments.get(0, Double.class, "a float");
    return new Complex(real, arguments.get(1, Double.class, "a float"));
  }

  private static TorchSize size(Arguments arguments) {
    return new TorchSize(arguments.count(1, 1).sizes(0, "sizes, a tuple"));
  }

  private static TorchDevice device(Arguments arguments) {
    String type = arguments.count(1, 2).get(0, String.class, "a kind of device");
    int colon = type.indexOf(':');
    boolean indexed = arguments.size() == 2;
    if (!type.matches("[a-z_0-9]{1,40}(:[0-9]{1,4})?") || (indexed && colon >= 0)) {
      throw arguments.error("a device must be named", Printable.quoted(type), "cpu, cuda …");
    }
    if (colon >= 0) {
      return new TorchDevice(type.substring(0, colon), Long.valueOf(type.substring(colon + 1)));
    }
    return new TorchDevice(type, indexed ? arguments.get(1, Long.class, "its number") : null);
  }

  private static TorchConstant layout(Arguments arguments) {
    String name = arguments.count(1, 1).get(0, String.class, "a layout");
    if (!name.startsWith("torch.") || !TorchConstant.isLayout(name.substring(6))) {
      throw arguments.error("a layout must be known", Printable.quoted(name), "torch.strided …");
    }
    return new TorchConstant(name.substring(6));
  }
}
