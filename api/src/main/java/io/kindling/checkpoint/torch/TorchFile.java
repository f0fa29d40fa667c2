package io.kindling.checkpoint.torch;

import static java.util.Objects.requireNonNull;

import io.kindling.checkpoint.notes.LeftOut;
import io.kindling.checkpoint.python.NestedTensor;
import io.kindling.checkpoint.python.PythonTensor;
import io.kindling.checkpoint.python.Unknown;
import io.kindling.checkpoint.python.Unread;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.torch.TorchTensor.View;
import io.kindling.checkpoint.zip.ByteSource;
import io.kindling.checkpoint.zip.FilesArchive;
import io.kindling.checkpoint.zip.ZipLimits;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.core.Tuple;
import io.kindling.error.CheckpointException;
import io.kindling.file.FileErrors;
import io.kindling.file.FileFailures;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's own files, read and written without PyTorch: what {@code torch.save} writes, and what
 * C++ {@code torch::save} and {@code torch.jit.save} write. What {@code torch.save} wrote before
 * version 1.6 is read and not written.
 *
 * <pre>{@code
 * TorchFile.save(Path.of("model.pt"), model.stateDict()); // torch.load("model.pt") reads it
 * model.loadStateDict(TorchFile.load(Path.of("from_python.pt")));
 * }</pre>
 *
 * <p>A file is believed nothing: what it says is checked against the bytes that it has before
 * memory is taken for it, nothing in it is ever run, and every checksum is checked; files from
 * before 1.6 have none. Values become float32 or int64 as {@link StoredType#becomes} says; views
 * may have any strides; tensors that are the same view of a storage are one {@link TensorData}, and
 * one {@code TensorData} that is there twice is stored once, so that tied weights stay tied. All
 * tensors go to memory, whichever device they were saved from. Objects of classes that are not
 * PyTorch's own stay {@link Unread}, or the file is refused, as {@link Unknown} says. Refused, by
 * name and with what to do: quantized tensors, and files that name what would run code.
 *
 * <p>An open file has had its structure read, and none of its tensors. For one thread at a time.
 */
public final class TorchFile implements Closeable {
  /** The record of the notes that Kindling puts beside the tensors, as a JSON object of texts. */
  static final String NOTES = "extra/kindling.json";

  private static final String ANY_VALUE = "TorchFile.loadExact reads any value";

  private static final Comparator<TorchTensor> BY_STORAGE =
      Comparator.comparing(tensor -> tensor.reference().storage().key());

  private final Path file;
  private final TorchContainer container;
  private final Closeable opened;
  private final TorchValues values;
  private final @Nullable Object whole;
  private final @Nullable Object root;
  private final Place place;

  /**
   * Reads the values.
   *
   * @param way the way to the part that is meant, from these values on; null for all
   * @param entry the same as the user has it
   */
  private TorchFile(
      Path file,
      TorchContainer container,
      Closeable opened,
      Unknown unknown,
      @Nullable String way,
      @Nullable String entry)
      throws IOException {
    FileErrors errors = new FileErrors(file);
    this.file = file;
    this.container = container;
    this.opened = opened;
    this.place = new Place(file.toString(), entry, container.treePlace());
    this.values = new TorchValues(container, errors);
    this.whole = TorchTree.of(container.tree(), errors);
    if (unknown == Unknown.REFUSE && !TorchTree.unread(whole).isEmpty()) {
      throw place.error(
          "a pickle may only hold values and tensors",
          String.join(", ", TorchTree.unread(whole).keySet()),
          "a state dict",
          "read it with Unknown.KEEP, which leaves objects of other classes unread");
    }
    values.checkTotal(TorchStates.tensors(whole));
    this.root = way == null ? whole : TorchEntries.find(whole, way, place);
  }

  /**
   * Writes values as Python's {@code torch.save} does. {@code torch.load}, with {@code
   * weights_only} or without, returns them as plain dicts, and {@code load_state_dict} takes them;
   * C++ {@code torch::pickle_load} reads them too.
   *
   * @param file the file to write or replace, whole or not at all
   * @param values {@link TensorData}, {@link StoredTensor}, maps, lists, {@link Tuple}s, sets,
   *     strings, whole numbers, {@code Double}s, {@code Boolean}s, null, and what {@link
   *     io.kindling.checkpoint.python} has but for {@link Unread}; the simplest case is {@link
   *     io.kindling.Module#stateDict()}
   * @throws CheckpointException if it cannot be written, or something else is among the values; an
   *     old file stays as it was
   */
  public static void save(Path file, Map<String, ?> values) {
    save(file, values, Map.of());
  }

  public static void save(Path file, Map<String, ?> values, Map<String, String> notes) {
    try {
      new TorchWriter(file, notes).write(values);
    } catch (IOException e) {
      throw FileFailures.unwritable(file, e);
    }
  }

  /**
   * Writes a module's state as C++ {@code torch::save} does, for {@code torch::load}: each part of
   * a dotted name is a module, {@code 0.weight} the {@code weight} of {@code 0}. Integers, {@code
   * running_mean} and {@code running_var} become buffers, everything else parameters. Numbered
   * modules without a tensor, such as activations, are put in between numbered others.
   *
   * @param file the file to write or replace, whole or not at all
   * @param state {@link TensorData} or {@link StoredTensor} by name
   * @throws CheckpointException if it cannot be written, or C++ could not load a name; an old file
   *     stays as it was
   */
  public static void saveForCpp(Path file, Map<String, ?> state) {
    saveForCpp(file, state, List.of());
  }

  /**
   * Writes a module's state as {@link #saveForCpp(Path, Map)} does, for a module that also has
   * parts without a tensor elsewhere than between others.
   *
   * @param file the file to write or replace, whole or not at all
   * @param state {@link TensorData} or {@link StoredTensor} by name
   * @param modules names of modules that must be there, such as {@code 3} for the activation at the
   *     end of a sequence
   * @throws CheckpointException if it cannot be written, or C++ could not load a name; an old file
   *     stays as it was
   */
  public static void saveForCpp(Path file, Map<String, ?> state, Collection<String> modules) {
    saveForCpp(file, state, modules, Map.of());
  }

  public static void saveForCpp(
      Path file, Map<String, ?> state, Collection<String> modules, Map<String, String> notes) {
    try {
      new TorchWriter(file, notes).writeScript(state, modules);
    } catch (IOException e) {
      throw FileFailures.unwritable(file, e);
    }
  }

  /**
   * Reads a state dict: what {@code torch.save(model.state_dict(), file)} or C++ {@code
   * torch::save} wrote, or the state of a whole module that {@code torch.save(model, file)} wrote.
   * In the last two, tensors of modules within modules get dotted names. Of what C++ wrote, values
   * that are no tensors are passed over. Where the file has a scaling or labels too, that is
   * logged: {@code io.kindling.model.TrainedModel} reads the whole model.
   *
   * @param file the file
   * @return the tensors by name, in the file's order, as {@link
   *     io.kindling.Module#loadStateDict(Map)} takes them
   * @throws CheckpointException if there is no such file, or it is damaged or holds something else
   */
  public static Map<String, TensorData> load(Path file) {
    return load(file, Unknown.KEEP);
  }

  /**
   * Reads a state dict as {@link #load(Path)} does.
   *
   * @param file the file
   * @param unknown what becomes of objects of other classes beside it
   * @return the tensors by name
   * @throws CheckpointException if there is no such file, or it is damaged or holds something else
   */
  public static Map<String, TensorData> load(Path file, Unknown unknown) {
    try (TorchFile open = open(file, unknown)) {
      LeftOut.warn(file, open.notes());
      return open.load();
    } catch (IOException e) {
      throw FileFailures.unreadable(file, e);
    }
  }

  /**
   * Reads a whole checkpoint, {@code {model, optimizer, epoch, …}}.
   *
   * @param file the file
   * @return the values: maps, lists, {@link Tuple}s, sets, strings, {@code Long}s, {@code Double}s,
   *     {@code Boolean}s, null, {@link TensorData}, and values of {@link
   *     io.kindling.checkpoint.python}; {@link StoredTensor} for tensors of complex and uint64
   *     numbers. NumPy's numbers and arrays become numbers and tensors, a {@code torch.Size} a
   *     {@code Tuple}
   * @throws CheckpointException if there is no such file, or it is damaged or holds no dict with
   *     strings as keys
   */
  public static Map<String, @Nullable Object> loadTree(Path file) {
    return loadTree(file, Set.of());
  }

  /**
   * Reads a whole checkpoint as {@link #loadTree(Path)} does, some of it as it is.
   *
   * @param file the file
   * @param kept which types become {@link StoredTensor}s, beside complex and uint64
   * @return the values
   * @throws CheckpointException if there is no such file, or it is damaged or holds no dict with
   *     strings as keys
   */
  public static Map<String, @Nullable Object> loadTree(Path file, Set<StoredType> kept) {
    try (TorchFile open = open(file)) {
      return open.loadTree(kept);
    } catch (IOException e) {
      throw FileFailures.unreadable(file, e);
    }
  }

  /**
   * Reads whatever a file holds for writing it again: written with {@link #saveExact}, it is to
   * Python what it was, but for how tensors lie in their storages.
   *
   * @param file the file
   * @return the value, as {@link #root} has it; tensors are {@link StoredTensor}s, or {@link
   *     PythonTensor}s where Python knows more of them than their values
   * @throws CheckpointException if there is no such file, or it is damaged
   */
  public static @Nullable Object loadExact(Path file) {
    try (TorchFile open = open(file)) {
      return open.loadExact();
    } catch (IOException e) {
      throw FileFailures.unreadable(file, e);
    }
  }

  /**
   * Writes any value as Python's {@code torch.save} does; see {@link #save(Path, Map)}.
   *
   * @param file the file to write or replace, whole or not at all
   * @param value what it shall hold
   * @throws CheckpointException if it cannot be written, or something else is in the value; an old
   *     file stays as it was
   */
  public static void saveExact(Path file, @Nullable Object value) {
    try {
      new TorchWriter(file, Map.of()).write(value);
    } catch (IOException e) {
      throw FileFailures.unwritable(file, e);
    }
  }

  /**
   * Leaves out what was not read.
   *
   * @param value what was read from a file
   * @return the same without entries of maps and sets that are {@link Unread}; items of lists and
   *     tuples, which have their places, are null instead, and so is a value that is nothing else
   */
  public static @Nullable Object withoutUnread(@Nullable Object value) {
    return TorchTree.withoutUnread(value);
  }

  Map<String, TensorData> load() throws IOException {
    return readAll(stateDict(), converted());
  }

  Map<String, @Nullable Object> loadTree(Set<StoredType> kept) throws IOException {
    Object copy =
        copy(
            TorchStates.entries(root, place, ANY_VALUE),
            tensor ->
                kept.contains(tensor.type()) ? values.readRaw(tensor) : values.readAny(tensor),
            (tensor, read) -> read,
            value -> TorchPlain.of(value, kept));
    return TorchStates.entries(copy, place, ANY_VALUE);
  }

  @Nullable Object loadExact() throws IOException {
    return copy(root, raw(), TorchPlain::exact, value -> value);
  }

  private <T> @Nullable Object copy(
      @Nullable Object value,
      Reader<T> reader,
      BiFunction<TorchTensor, T, Object> made,
      UnaryOperator<Object> other)
      throws IOException {
    Map<View, T> views = views(TorchStates.tensors(value), reader);
    return TorchTree.copy(
        value,
        leaf ->
            leaf instanceof TorchTensor tensor
                ? made.apply(tensor, requireNonNull(views.get(tensor.view())))
                : leaf instanceof NestedTensor nested
                    ? NestedLayout.checked(nested, place)
                    : other.apply(leaf));
  }

  /**
   * Opens a file and reads its structure.
   *
   * @param file the file
   * @return the file, to be closed
   * @throws CheckpointException if it cannot be read, is damaged or no such file
   */
  public static TorchFile open(Path file) {
    return open(file, Unknown.KEEP);
  }

  /**
   * Opens a file and reads its structure.
   *
   * @param file the file
   * @param unknown what becomes of objects of classes that Kindling does not know. By default they
   *     stay unread: nothing of them is run or looked up either way, so that refusing a file adds
   *     no safety here, and its tensors are what people want
   * @return the file, to be closed
   * @throws CheckpointException if it cannot be read, is damaged or no such file
   */
  public static TorchFile open(Path file, Unknown unknown) {
    return FileFailures.reading(file, () -> opened(file, unknown, null));
  }

  /**
   * Opens a part of a file and reads the structure of all of it.
   *
   * @param file the file
   * @param entry the way to the part, with dots between the keys, as {@code model.state_dict}; null
   *     for all. In a zip of files it begins with the file's name
   * @return the part, to be closed
   * @throws CheckpointException if it cannot be read, is damaged or no such file, or has no such
   *     part
   */
  public static TorchFile open(Path file, @Nullable String entry) {
    return FileFailures.reading(file, () -> opened(file, Unknown.KEEP, entry));
  }

  private static TorchFile opened(Path file, Unknown unknown, @Nullable String entry)
      throws IOException {
    if (Files.isDirectory(file)) {
      throw FileFailures.folder(file);
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new CheckpointException(
          file.toString(), "a torch file must be a file", "a device", "a file", null);
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return of(file, ByteSource.of(channel), channel, unknown, entry);
    } catch (IOException | RuntimeException | Error e) {
      try (channel) {
        throw e;
      }
    }
  }

  /**
   * Reads the structure of a file whose bytes may be in memory.
   *
   * @param opened what is closed with the file
   * @param unknown what becomes of objects of classes that Kindling does not know
   * @param entry the way to the part that is meant; null for all
   */
  static TorchFile of(
      Path file, ByteSource source, Closeable opened, Unknown unknown, @Nullable String entry)
      throws IOException {
    @Nullable FilesArchive files =
        entry == null ? null : FilesArchive.of(file.toString(), source, ZipLimits.DEFAULT);
    if (files == null || entry == null) {
      return new TorchFile(
          file, TorchContainer.of(file, source, unknown), opened, unknown, entry, entry);
    }
    String part = files.fileOf(entry);
    Path inner = Path.of(file + ", " + part);
    @Nullable String rest =
        entry.length() == part.length() ? null : entry.substring(part.length() + 1);
    return new TorchFile(
        inner, TorchContainer.of(inner, files.open(part), unknown), opened, unknown, rest, entry);
  }

  /**
   * {@return whether it is an archive of C++ {@code torch::save} or {@code torch.jit.save}, not of
   * Python's {@code torch.save}}
   */
  public boolean isScript() {
    return container.isScript();
  }

  /** {@return whether it is a stream as {@code torch.save} wrote before version 1.6} */
  public boolean isStream() {
    return container.isStream();
  }

  /**
   * {@return what the file holds: maps, lists, {@link Tuple}s, sets, strings, {@code Long}s, {@code
   * Double}s, {@code Boolean}s, null, {@link TorchTensor}s and values of {@link
   * io.kindling.checkpoint.python}; modules of C++ are maps}
   */
  public @Nullable Object root() {
    return root;
  }

  /**
   * {@return which classes it names whose objects are not read, and how many places hold one: what
   * {@link Unread#toString} says, in alphabetical order}
   */
  public Map<String, Integer> unread() {
    return TorchTree.unread(root);
  }

  /**
   * {@return whether the model's state was taken out of a whole module, which {@code
   * torch.save(model, file)} wrote; what else the module has is not read}
   */
  public boolean isModule() {
    return TorchStates.isModule(root) || TorchStates.isModule(TorchStates.model(root));
  }

  /**
   * {@return whether a value is a whole module that was pickled, of whichever class}
   *
   * @param value any of the values
   */
  public static boolean isModule(@Nullable Object value) {
    return TorchStates.isModule(value);
  }

  /**
   * {@return what should be known of how the file was read, in lines: that the model's state was
   * taken out of a whole module, and each class whose objects were not read}
   */
  public List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (isModule()) {
      remarks.add("a whole module was pickled: its parameters and buffers are read, and no more");
    }
    unread()
        .forEach(
            (name, places) ->
                remarks.add(
                    "not read: " + name + " (" + places + (places == 1 ? " place)" : " places)")));
    return remarks;
  }

  /** {@return the texts that Kindling keeps beside the tensors; empty in files of others} */
  public Map<String, String> notes() {
    return container.notes();
  }

  /** {@return all tensors that the file holds, those of a shared part once} */
  public List<TorchTensor> tensors() {
    return TorchStates.tensors(root);
  }

  /**
   * Finds the tensors of a whole module among the values.
   *
   * @param value any of the values
   * @return the tensors, under the dotted names that they have in it; of another value, none. What
   *     is neither a tensor nor a module is passed over
   */
  public Map<String, TorchTensor> moduleTensors(@Nullable Object value) {
    return value instanceof Unread module && TorchStates.isModule(module)
        ? Flattening.pickled(module, place, false)
        : Map.of();
  }

  /**
   * {@return the tensors by name where the file holds a state dict; see {@link #load}}
   *
   * @throws CheckpointException if it holds something else
   */
  public Map<String, TorchTensor> stateDict() {
    return isScript() ? TorchStates.flat(root, place) : TorchStates.plain(root, place);
  }

  /**
   * Reads what has not been read yet of all tensors' values, and keeps none: afterwards nothing in
   * the file is damaged.
   *
   * @throws CheckpointException if something is
   */
  public void verify() {
    FileFailures.reading(
        file,
        () -> {
          values.verify(container.tree().storages().values());
          return true;
        });
  }

  /**
   * Reads a tensor.
   *
   * @param tensor one of this file's
   * @return its values as float32 or int64
   * @throws CheckpointException if the file cannot be read or is damaged, the tensor fits no array,
   *     or its type becomes neither
   */
  public TensorData read(TorchTensor tensor) {
    return FileFailures.reading(file, () -> values.read(tensor));
  }

  /**
   * Reads a tensor as it is.
   *
   * @param tensor one of this file's
   * @return its values, of the file's own type
   * @throws CheckpointException if the file cannot be read or is damaged, or the tensor fits no
   *     array
   */
  public StoredTensor readRaw(TorchTensor tensor) {
    return FileFailures.reading(file, () -> values.readRaw(tensor));
  }

  /**
   * The tensors of a model.
   *
   * @return the tensors by name: those of the state dict that the file holds, or of the model's in
   *     a checkpoint that holds more
   * @throws CheckpointException if there is none, or more than one that could be meant
   */
  public Map<String, TorchTensor> modelState() {
    return isScript() ? stateDict() : TorchStates.ofModel(root(), place);
  }

  /**
   * The texts that came with a model.
   *
   * @return the notes beside the pickle, and those that a script or a training's checkpoint holds
   *     as an entry; none where another entry than the model is meant
   */
  public Map<String, String> modelNotes() {
    @Nullable Object model = isScript() ? null : TorchStates.model(whole);
    if (root != whole && root != model) {
      return Map.of(); // they are not of a part
    }
    Map<String, String> notes = new LinkedHashMap<>();
    if (whole instanceof Map<?, ?> map) {
      @Nullable Object texts = isScript() ? map : model == null ? null : map.get("notes");
      if (texts instanceof Map<?, ?> entries) {
        entries.forEach(
            (key, value) -> {
              if (key instanceof String name && value instanceof String text) {
                notes.put(name, text);
              }
            });
      }
    }
    notes.putAll(notes());
    return notes;
  }

  /** Reads one tensor's values. */
  public interface Reader<T> {
    T read(TorchTensor tensor) throws IOException;
  }

  /** Reads tensors by name, as they are or not; the same view once. */
  public <T> Map<String, T> readAll(Map<String, TorchTensor> state, Reader<T> reader)
      throws IOException {
    Map<View, T> views = views(state.values(), reader);
    Map<String, T> read = new LinkedHashMap<>();
    state.forEach((name, tensor) -> read.put(name, requireNonNull(views.get(tensor.view()))));
    return Collections.unmodifiableMap(read);
  }

  /** Reads a tensor as float32 or int64, for {@link #readAll}. */
  public Reader<TensorData> converted() {
    return values::read;
  }

  /** Reads a tensor as it is, for {@link #readAll}. */
  public Reader<StoredTensor> raw() {
    return values::readRaw;
  }

  /** Storage by storage, so that views of one find it in memory. */
  private <T> Map<View, T> views(Collection<TorchTensor> tensors, Reader<T> reader)
      throws IOException {
    Map<View, TorchTensor> distinct = new LinkedHashMap<>();
    tensors.forEach(tensor -> distinct.putIfAbsent(tensor.view(), tensor));
    Map<View, T> read = new HashMap<>();
    for (TorchTensor tensor : distinct.values().stream().sorted(BY_STORAGE).toList()) {
      read.put(tensor.view(), reader.read(tensor));
    }
    return read;
  }

  /** Closes the file. */
  @Override
  public void close() {
    try {
      opened.close();
    } catch (IOException e) {
      throw FileFailures.unreadable(file, e);
    }
  }
}
