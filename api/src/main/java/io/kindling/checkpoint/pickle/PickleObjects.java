package io.kindling.checkpoint.pickle;

import io.kindling.checkpoint.pickle.ForeignObject.Name;
import io.kindling.checkpoint.python.FrozenSet;
import io.kindling.checkpoint.python.OrderedDict;
import io.kindling.core.Tuple;
import io.kindling.error.CheckpointException;
import java.util.ArrayList;
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
  private final PickleStack stack;
  private final Globals globals;
  private final Keys keys;
  private final Functions functions;
  private final List<ForeignObject> foreign = new ArrayList<>();
  private final Set<Object> usedStates = Collections.newSetFromMap(new IdentityHashMap<>());

  PickleObjects(PickleInput input, PickleStack stack, Storages storages, Globals globals) {
    this.input = input;
    this.stack = stack;
    this.globals = globals;
    keys = new Keys(input);
    functions = new Functions(input, storages, keys);
  }

  /** Every object of a class that we do not know. */
  List<ForeignObject> foreign() {
    return foreign;
  }

  /** What two strings name: {@code [module, name]}. */
  Object named(List<@Nullable Object> strings) {
    if (!(strings.get(0) instanceof String module) || !(strings.get(1) instanceof String name)) {
      throw misuse("a name must be given as two strings", strings.get(1), "a string");
    }
    return globals.find(module, name);
  }

  /** What a function would return for its arguments: {@code [function, (arguments)]}. */
  @Nullable Object call(List<@Nullable Object> call) {
    if (!(call.get(1) instanceof Tuple arguments)) {
      throw misuse("a function must be applied to a tuple", call.get(1), "a tuple");
    }
    return call(call.get(0), arguments);
  }

  private @Nullable Object call(@Nullable Object called, Tuple arguments) {
    if (called == Global.Function.GET_ATTRIBUTE) {
      return attribute(arguments);
    }
    if (called instanceof Global.Function function) {
      Object made = functions.call(function, arguments, this::call);
      return made instanceof ForeignObject object ? added(object) : made;
    }
    if (called instanceof ForeignObject object && object.isName()) {
      return made(object.named(), arguments, Map.of());
    }
    throw misuse(
        "only what a pickle names can be applied, and not what it has made",
        called,
        "the name of a function or class");
  }

  private ForeignObject made(Name name, Tuple arguments, Map<?, ?> keywords) {
    globals.checkCall(name);
    if (name.module().equals("copyreg")
        && !arguments.items().isEmpty()) { // the class is what it is about
      if (arguments.items().get(0) instanceof ForeignObject type && type.isName()) {
        List<@Nullable Object> rest = arguments.items().subList(1, arguments.items().size());
        return made(type.named(), new Tuple(rest), keywords);
      }
    }
    return added(new ForeignObject(name, arguments, keywords));
  }

  private ForeignObject added(ForeignObject object) {
    foreign.add(object);
    return object;
  }

  /** An attribute of a class: a member of an enum, as Python 3.11 writes it. */
  private Object attribute(Tuple arguments) {
    if (arguments.items().size() == 2
        && arguments.items().get(0) instanceof ForeignObject object
        && arguments.items().get(1) instanceof String attribute) {
      Object found = globals.member(object, attribute);
      if (found instanceof ForeignObject name && name.isName()) {
        return made(name.named(), object.isName() ? Tuple.of() : Tuple.of(object), Map.of());
      }
    }
    throw misuse(
        "only members of classes can be taken by getattr",
        arguments.items().isEmpty() ? null : arguments.items().get(0),
        "a class and the name of a member");
  }

  /** An object still without attributes: {@code [class, (arguments)]}. */
  @Nullable Object create(List<@Nullable Object> call) {
    if (!(call.get(1) instanceof Tuple arguments)) {
      throw misuse("an object must be made of a tuple", call.get(1), "a tuple");
    }
    if (call.get(0) instanceof Global.ScriptClass type && arguments.items().isEmpty()) {
      return new ScriptObject(type.name());
    }
    if (call.get(0) instanceof Global.ScriptClass) {
      throw misuse(
          "modules of a TorchScript archive are objects made of nothing",
          arguments,
          "no arguments");
    }
    return call(call.get(0), arguments);
  }

  /** The same with named arguments: {@code [class, (arguments), {keywords}]}. */
  @Nullable Object createWithKeywords(List<@Nullable Object> call) {
    if (call.get(0) instanceof ForeignObject type
        && type.isName()
        && call.get(1) instanceof Tuple arguments
        && call.get(2) instanceof Map<?, ?> keywords) {
      return made(type.named(), arguments, keywords);
    }
    throw misuse(
        "only objects of other classes have named arguments", call.get(0), "a class unknown here");
  }

  /** An object of Python 2: {@code [class, argument, …]}. */
  @Nullable Object createOld(List<@Nullable Object> call) {
    if (call.isEmpty()) {
      throw misuse("an object must have a class", null, "a class");
    }
    return createOld(call.get(0), call.subList(1, call.size()));
  }

  @Nullable Object createOld(@Nullable Object type, List<@Nullable Object> arguments) {
    return call(type, new Tuple(arguments));
  }

  void build(@Nullable Object state, @Nullable Object target) {
    if (target instanceof ScriptObject object && !object.isBuilt()) {
      object.build(attributes(state));
    } else if (target instanceof ForeignObject object && object.build(state)) {
      return;
    } else if (target instanceof OrderedDict dict
        && dict.attributes().isEmpty()
        && state instanceof Map<?, ?> map
        && areAttributes(map)) {
      dict.setAttributes(map);
    } else {
      throw misuse(
          "attributes can only be set once, and only of an OrderedDict or an unknown object",
          target,
          "an OrderedDict and {'_metadata': {…}}");
    }
  }

  private boolean areAttributes(Map<?, ?> state) {
    input.copies(state.size());
    return state.keySet().stream()
        .allMatch(name -> name instanceof String text && !text.startsWith("__"));
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
    Map<@Nullable Object, @Nullable Object> map = mapOf(target);
    if (items.size() % 2 != 0) {
      throw misuse("each key must have a value", items.get(items.size() - 1), "pairs");
    }
    for (int i = 0; i < items.size(); i += 2) {
      TreeCheck.requireValue(input, items.get(i + 1));
      keys.put(map, items.get(i), items.get(i + 1));
    }
  }

  @SuppressWarnings("unchecked") // the machine makes maps of nothing else
  private Map<@Nullable Object, @Nullable Object> mapOf(@Nullable Object target) {
    if (target instanceof ForeignObject object && !object.isName()) {
      stack.weigh(object.entries().isEmpty() ? ForeignObject.WEIGHT : 0);
      return object.entriesToFill();
    }
    if (target instanceof Map<?, ?> map) {
      return (Map<@Nullable Object, @Nullable Object>) map;
    }
    throw misuse("items can only be set in a dict", target, "a dict");
  }

  @SuppressWarnings("unchecked") // the machine makes lists and sets of nothing else
  void append(List<@Nullable Object> items, @Nullable Object target) {
    items.forEach(item -> TreeCheck.requireValue(input, item));
    if (target instanceof Set<?>) {
      items.forEach(item -> keys.add((Set<@Nullable Object>) target, item));
    } else if (target instanceof List<?>) {
      ((List<@Nullable Object>) target).addAll(items);
    } else if (target instanceof ForeignObject object && !object.isName()) {
      stack.weigh(object.elements().isEmpty() ? ForeignObject.WEIGHT : 0);
      object.elementsToFill().addAll(items);
    } else {
      throw misuse("items can only be appended to a list", target, "a list or a set");
    }
  }

  FrozenSet frozenSet(List<@Nullable Object> items) {
    return functions.frozenSet(items);
  }

  private CheckpointException misuse(String rule, @Nullable Object got, String expected) {
    String shown = got == null ? "None" : Arguments.describe(got);
    return input.error(rule, shown, expected, PickleInput.SAVE_AGAIN);
  }
}
