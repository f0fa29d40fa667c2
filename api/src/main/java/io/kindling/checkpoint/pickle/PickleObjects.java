package io.kindling.checkpoint.pickle;

import io.kindling.core.Tuple;
import io.kindling.error.CheckpointException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The instructions that change a value or make one of others. */
final class PickleObjects {
  private final PickleInput input;
  private final Tensors tensors;
  private final Set<Object> usedStates = Collections.newSetFromMap(new IdentityHashMap<>());

  PickleObjects(PickleInput input, Storages storages) {
    this.input = input;
    tensors = new Tensors(input, storages);
  }

  /** What a listed function would return for its arguments: {@code [function, (arguments)]}. */
  @Nullable Object call(List<@Nullable Object> call) {
    if (!(call.get(0) instanceof Global.Function function)
        || !(call.get(1) instanceof Tuple tuple)) {
      throw misuse("only a listed function can be applied, to a tuple", call.get(0), "a function");
    }
    Arguments arguments = new Arguments(input, function.function(), tuple.items());
    return switch (function) {
      case ORDERED_DICT -> {
        arguments.count(0, 0);
        yield new OrderedDict();
      }
      case REBUILD_TENSOR_V2 -> tensors.version2(arguments);
      case REBUILD_TENSOR_V3 -> tensors.version3(arguments);
      case REBUILD_PARAMETER -> tensors.parameter(arguments);
      case SIZE -> {
        arguments.count(1, 1).sizes(0, "sizes, a tuple");
        yield tuple.items().get(0);
      }
      case RESTORE_TYPE_TAG -> {
        arguments.count(2, 2).get(1, String.class, "the name of a type");
        yield tuple.items().get(0);
      }
      case BUILD_INT_LIST, BUILD_DOUBLE_LIST, BUILD_BOOL_LIST, BUILD_TENSOR_LIST ->
          arguments.count(1, 1).get(0, List.class, "a list");
    };
  }

  /** An object of a TorchScript class, still without attributes: {@code [class, ()]}. */
  ScriptObject create(List<@Nullable Object> call) {
    if (!(call.get(0) instanceof Global.ScriptClass type)
        || !(call.get(1) instanceof Tuple tuple)
        || !tuple.items().isEmpty()) {
      throw misuse(
          "only modules of a TorchScript archive are objects, made of nothing",
          call.get(0),
          "a class under __torch__ and an empty tuple");
    }
    return new ScriptObject(type.name());
  }

  void build(@Nullable Object state, @Nullable Object target) {
    if (target instanceof ScriptObject object && !object.isBuilt()) {
      object.build(attributes(state));
    } else if (target instanceof OrderedDict dict
        && dict.metadata() == null
        && state instanceof Map<?, ?> map
        && map.size() == 1
        && map.get("_metadata") instanceof Map<?, ?> metadata) {
      @SuppressWarnings("unchecked") // setItems makes maps of nothing else
      Map<Object, Object> checked = (Map<Object, Object>) metadata;
      dict.setMetadata(checked);
    } else {
      throw misuse(
          "attributes can only be set once, and only _metadata of an OrderedDict",
          target,
          "an OrderedDict and {'_metadata': {…}}");
    }
  }

  /** Copies them, once: a state that many objects had in common could be copied without end. */
  private Map<String, Object> attributes(@Nullable Object state) {
    if (!(state instanceof Map<?, ?> map) || !usedStates.add(state)) {
      throw misuse("a module must have a state of its own", state, "a dict of attributes");
    }
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name)) {
        throw misuse("attributes must have names", entry.getKey(), "a string");
      }
      attributes.put(name, entry.getValue());
    }
    return attributes;
  }

  /** Puts pairs of key and value, one after the other, into a map. */
  void setItems(List<@Nullable Object> items, @Nullable Object target) {
    if (!(target instanceof Map<?, ?>)) {
      throw misuse("items can only be set in a dict", target, "a dict");
    }
    if (items.size() % 2 != 0) {
      throw misuse("each key must have a value", items.get(items.size() - 1), "pairs");
    }
    @SuppressWarnings("unchecked") // the machine makes maps of nothing else
    Map<Object, Object> map = (Map<Object, Object>) target;
    for (int i = 0; i < items.size(); i += 2) {
      @Nullable Object key = items.get(i);
      TreeCheck.requireValue(input, items.get(i + 1));
      if (!(key instanceof String || key instanceof Long)) {
        throw misuse("keys must be strings or whole numbers", key, "a string or a whole number");
      }
      if (map.containsKey(key)) {
        throw misuse("keys must not repeat", key, "each key once");
      }
      put(map, key, items.get(i + 1));
    }
  }

  @SuppressWarnings("NullAway") // None is a value
  private static void put(Map<Object, Object> map, Object key, @Nullable Object value) {
    map.put(key, value);
  }

  void append(List<@Nullable Object> items, @Nullable Object target) {
    if (!(target instanceof List<?>)) {
      throw misuse("items can only be appended to a list", target, "a list");
    }
    items.forEach(item -> TreeCheck.requireValue(input, item));
    @SuppressWarnings("unchecked") // the machine makes lists of nothing else
    List<@Nullable Object> list = (List<@Nullable Object>) target;
    list.addAll(items);
  }

  private CheckpointException misuse(String rule, @Nullable Object got, String expected) {
    String shown = got == null ? "None" : Arguments.describe(got);
    return input.error(rule, shown, expected, PickleInput.SAVE_AGAIN);
  }
}
