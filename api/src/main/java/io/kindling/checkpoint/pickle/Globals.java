package io.kindling.checkpoint.pickle;

import io.kindling.checkpoint.pickle.Global.Function;
import io.kindling.checkpoint.python.TorchConstant;
import io.kindling.checkpoint.python.Unknown;
import io.kindling.core.StoredType;
import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pickle may name, by module and name apart: joined, {@code torch} and {@code
 * _utils._rebuild_tensor_v2} would look like an entry that they are not. Nothing is ever looked up
 * by a name.
 */
final class Globals {
  private static final int MOST_UNKNOWN = 10_000;

  /** What NumPy's numbers and arrays are made with; see {@link NumpyObjects}. */
  private static final Set<String> NUMPY =
      Set.of(
          "numpy dtype",
          "numpy ndarray",
          "numpy.core.multiarray scalar",
          "numpy.core.multiarray _reconstruct",
          "numpy.core.numeric _frombuffer",
          "numpy._core.multiarray scalar",
          "numpy._core.multiarray _reconstruct",
          "numpy._core.numeric _frombuffer");

  /** What Python 3 calls what protocol 2 still writes as Python 2 did. */
  private static final Map<String, String> MODULES =
      Map.of("__builtin__", "builtins", "copy_reg", "copyreg");

  private static final Map<String, String> BUILTINS =
      Map.of("xrange", "range", "unicode", "str", "long", "int");

  private static final Map<String, Function> FUNCTIONS = new HashMap<>();

  static {
    for (Function function : Function.values()) {
      FUNCTIONS.put(function.module() + " " + function.function(), function);
    }
  }

  private final PickleInput input;
  private final PickleDialect dialect;
  private final Unknown unknown;
  private final Map<ForeignObject.Name, ForeignObject> foreign = new HashMap<>();

  Globals(PickleInput input, PickleDialect dialect, Unknown unknown) {
    this.input = input;
    this.dialect = dialect;
    // a script's classes are of its own making, and nobody else's belong there
    this.unknown = dialect == PickleDialect.TORCHSCRIPT ? Unknown.REFUSE : unknown;
  }

  /** A {@link Global}, a {@link TorchConstant}, or the name of something that we do not know. */
  Object find(String writtenModule, String writtenName) {
    String module = MODULES.getOrDefault(writtenModule, writtenModule);
    boolean old = writtenModule.equals("__builtin__");
    String name = old ? BUILTINS.getOrDefault(writtenName, writtenName) : writtenName;
    @Nullable ForeignObject known = foreign.get(new ForeignObject.Name(module, name));
    return known == null ? find(writtenModule, writtenName, module, name) : known;
  }

  /** The same of a name that is met for the first time, or that is one of ours. */
  private Object find(String writtenModule, String writtenName, String module, String name) {
    input.readable(writtenModule);
    input.readable(writtenName);
    if (Quantized.isNamed(writtenModule, writtenName)) {
      throw Quantized.refusal(input, writtenModule, writtenName);
    }
    @Nullable Function function = FUNCTIONS.get(module + " " + name);
    if (function != null && !name.contains(" ") && allows(function)) {
      return function;
    }
    Optional<Object> type = module.equals("torch") ? torch(name) : Optional.empty();
    if (type.isPresent()) {
      return type.get();
    }
    if (module.equals("torch.storage") && name.equals("UntypedStorage")) {
      return new Global.UntypedStorageClass();
    }
    boolean scripted = module.equals("__torch__") || module.startsWith("__torch__.");
    if (scripted && dialect == PickleDialect.TORCHSCRIPT) {
      return new Global.ScriptClass(module + "." + name);
    }
    if (Alarms.runsCode(module, name)) {
      throw alarm(writtenModule, writtenName);
    }
    boolean known = NUMPY.contains(module + " " + name);
    if (scripted || (unknown == Unknown.REFUSE && !known)) {
      throw refusal(writtenModule, writtenName, scripted);
    }
    return foreign(new ForeignObject.Name(module, name));
  }

  /** What {@code getattr} takes out of a class, or of an object, which could be of any class. */
  Object member(ForeignObject object, String attribute) {
    String name = input.readable(object.name() + "." + attribute);
    if (!object.isName() && Alarms.isMember(attribute)) {
      throw alarm(object.module(), name);
    }
    return find(object.module(), name);
  }

  /** That nothing is made of a class whose name alone does no harm. */
  void checkCall(ForeignObject.Name name) {
    if (Alarms.runsCodeWhenCalled(name.module(), name.name())) {
      throw alarm(name.module(), name.name());
    }
  }

  private CheckpointException alarm(String module, String name) {
    return input.error(
        "a pickle must not name what runs code",
        Printable.quoted(module + " " + name),
        "values, tensors and objects that only hold some",
        "this file would run code if Python loaded it: do not load it with anything else");
  }

  private ForeignObject foreign(ForeignObject.Name name) {
    if (foreign.size() >= MOST_UNKNOWN) {
      throw input.error(
          "a pickle must not name too many classes",
          "more than " + MOST_UNKNOWN,
          "at most " + MOST_UNKNOWN,
          "save a state dict with torch.save(model.state_dict(), path)");
    }
    return foreign.computeIfAbsent(name, ForeignObject::new);
  }

  private boolean allows(Function function) {
    return switch (function) {
      case BUILD_INT_LIST, BUILD_DOUBLE_LIST, BUILD_BOOL_LIST, BUILD_TENSOR_LIST ->
          dialect == PickleDialect.TORCHSCRIPT;
      case GET_ATTRIBUTE -> unknown == Unknown.KEEP;
      default -> true;
    };
  }

  private static Optional<Object> torch(String name) {
    Optional<Object> storage = StoredType.ofStorageClass(name).map(Global.StorageClass::new);
    return TorchConstant.exists(name) && !TorchConstant.isLayout(name)
        ? Optional.of(new TorchConstant(name))
        : storage;
  }

  private CheckpointException refusal(String module, String name, boolean scripted) {
    String rule = "a pickle may only name what values and tensors need";
    String got = Printable.quoted(module + " " + name);
    String expected = "a state dict: tensors, numbers, strings, lists and maps of those";
    return input.error(rule, got, expected, remedy(module, scripted));
  }

  private static String remedy(String module, boolean scripted) {
    if (scripted) {
      return "this is a TorchScript archive; read it as one";
    }
    if (module.startsWith("torch.nn") || module.equals("__main__")) {
      return "save the state instead of the object: torch.save(model.state_dict(), path)";
    }
    return "read it with Unknown.KEEP, which leaves objects of other classes unread";
  }
}
