package io.kindling.checkpoint.torch;

import static java.util.Objects.requireNonNull;

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
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * tensors go to memory, whichever device they were saved from. Refused, by name and with what to
 * do: whole modules, quantized tensors, and pickles of other protocols than 2.
 *
 * <p>An open file has had its structure read, and none of its tensors. For one thread at a time.
 */
public final class TorchFile implements Closeable {
  /** The record of the notes that Kindling puts beside the tensors, as a JSON object of texts. */
  static final String NOTES = "extra/kindling.json";

  private static final Comparator<TorchTensor> BY_STORAGE =
      Comparator.comparing(tensor -> tensor.reference().storage().key());

  private final Path file;
  private final TorchContainer container;
  private final Closeable opened;
  private final TorchValues values;
  private final @Nullable Object root;

  private TorchFile(Path file, TorchContainer container, Closeable opened, @Nullable String entry)
      throws IOException {
    FileErrors errors = new FileErrors(file);
    this.file = file;
    this.container = container;
    this.opened = opened;
    this.values = new TorchValues(container, errors);
    @Nullable Object all = TorchTree.of(container.tree().root(), errors);
    this.root = entry == null ? all : TorchEntries.find(all, entry, this::error);
  }

  /**
   * Writes values as Python's {@code torch.save} does. {@code torch.load}, with {@code
   * weights_only} or without, returns them as plain dicts, and {@code load_state_dict} takes them;
   * C++ {@code torch::pickle_load} reads them too.
   *
   * @param file the file to write or replace, whole or not at all
   * @param values {@link TensorData}, {@link StoredTensor}, maps with strings or whole numbers as
   *     keys, lists, {@link Tuple}s, strings, whole numbers, {@code Double}s, {@code Boolean}s and
   *     null; the simplest case is {@link io.kindling.Module#stateDict()}
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
   * torch::save} wrote. In the latter, tensors of modules within modules get dotted names, and
   * values that are no tensors are passed over.
   *
   * @param file the file
   * @return the tensors by name, in the file's order, as {@link
   *     io.kindling.Module#loadStateDict(Map)} takes them
   * @throws CheckpointException if there is no such file, or it is damaged or holds something else
   */
  public static Map<String, TensorData> load(Path file) {
    try (TorchFile open = open(file)) {
      return open.load();
    } catch (IOException e) {
      throw FileFailures.unreadable(file, e);
    }
  }

  /**
   * Reads a whole checkpoint, {@code {model, optimizer, epoch, …}}.
   *
   * @param file the file
   * @return the values: maps, lists, {@link Tuple}s, strings, {@code Long}s, {@code Double}s,
   *     {@code Boolean}s, null and {@link TensorData}; {@link StoredTensor} for tensors of complex
   *     and uint64 numbers
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

  Map<String, TensorData> load() throws IOException {
    return readAll(stateDict(), converted());
  }

  Map<String, @Nullable Object> loadTree(Set<StoredType> kept) throws IOException {
    Map<String, @Nullable Object> entries = TorchStates.entries(root, this::error);
    Map<View, Object> views =
        views(
            TorchStates.tensors(entries),
            tensor ->
                kept.contains(tensor.type()) ? values.readRaw(tensor) : values.readAny(tensor));
    Object copy =
        TorchTree.copy(
            entries,
            value ->
                value instanceof TorchTensor tensor
                    ? requireNonNull(views.get(tensor.view()))
                    : value);
    return TorchStates.entries(copy, this::error);
  }

  /**
   * Opens a file and reads its structure.
   *
   * @param file the file
   * @return the file, to be closed
   * @throws CheckpointException if it cannot be read, is damaged or no such file
   */
  public static TorchFile open(Path file) {
    return open(file, null);
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
    return FileFailures.reading(file, () -> opened(file, entry));
  }

  private static TorchFile opened(Path file, @Nullable String entry) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new CheckpointException(
          file.toString(), "a torch file must be a file", "a folder or device", "a file", null);
    }
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return of(file, ByteSource.of(channel), channel, entry);
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
   * @param entry the way to the part that is meant; null for all
   */
  static TorchFile of(Path file, ByteSource source, Closeable opened, @Nullable String entry)
      throws IOException {
    @Nullable FilesArchive files =
        entry == null ? null : FilesArchive.of(file.toString(), source, ZipLimits.DEFAULT);
    @Nullable String part = files == null || entry == null ? null : files.fileOf(entry);
    if (files == null || entry == null || part == null) {
      return new TorchFile(file, TorchContainer.of(file, source), opened, entry);
    }
    Path inner = Path.of(file + ", " + part);
    @Nullable String rest =
        entry.length() == part.length() ? null : entry.substring(part.length() + 1);
    return new TorchFile(inner, TorchContainer.of(inner, files.open(part)), opened, rest);
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
   * {@return what the file holds: maps, lists, {@link Tuple}s, strings, {@code Long}s, {@code
   * Double}s, {@code Boolean}s, null and {@link TorchTensor}s; modules are maps}
   */
  public @Nullable Object root() {
    return root;
  }

  /** {@return the texts that Kindling keeps beside the tensors; empty in files of others} */
  public Map<String, String> notes() {
    return container.notes();
  }

  /**
   * {@return the tensors by name where the file holds a state dict; see {@link #load}}
   *
   * @throws CheckpointException if it holds something else
   */
  public Map<String, TorchTensor> stateDict() {
    return isScript() ? TorchStates.flat(root, this::error) : TorchStates.plain(root, this::error);
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
    values.checkTotal(List.of(tensor));
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
    values.checkTotal(List.of(tensor));
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
    return isScript() ? stateDict() : TorchStates.ofModel(root(), this::error);
  }

  /**
   * The texts that came with a model.
   *
   * @return the notes beside the pickle, and those that a script or a training's checkpoint holds
   *     as an entry
   */
  public Map<String, String> modelNotes() {
    Map<String, String> notes = new LinkedHashMap<>();
    boolean checkpoint = !isScript() && TorchStates.model(root()) != null;
    if (root() instanceof Map<?, ?> root) {
      Object texts = isScript() ? root : checkpoint ? root.get("notes") : null;
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
    values.checkTotal(distinct.values());
    Map<View, T> read = new HashMap<>();
    for (TorchTensor tensor : distinct.values().stream().sorted(BY_STORAGE).toList()) {
      read.put(tensor.view(), reader.read(tensor));
    }
    return read;
  }

  /** The error that what the file holds is not what it must be. */
  CheckpointException error(String rule, String got, String expected, @Nullable String nextStep) {
    return new CheckpointException(
        file.toString(), rule, got + " " + container.treePlace(), expected, nextStep);
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
