package io.kindling.checkpoint;

import io.kindling.checkpoint.safetensors.SafeTensors;
import io.kindling.checkpoint.sharded.ShardedFile;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.error.CheckpointException;
import io.kindling.error.SpecException;
import io.kindling.file.FileFailures;
import io.kindling.nn.ModuleSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A model's state in a file of any {@link StateFormat}, with notes beside the tensors. What a file
 * is, its bytes say and not its name.
 *
 * <p>Notes are a record of their own in torch files, which {@code torch.load} and {@code
 * torch::load} pass over, and the metadata of safetensors files.
 */
public final class StateFile {
  /** The note that says what model it is, as {@link ModuleSpec#parse} takes it. */
  public static final String MODEL_NOTE = "kindling_model";

  private StateFile() {}

  /**
   * Writes a state in the form that the file's ending stands for.
   *
   * @param file the file to write or replace, whole or not at all
   * @param state what to write
   * @throws CheckpointException if it cannot be written; an old file stays as it was
   */
  public static void save(Path file, SavedState state) {
    save(file, state, StateFormat.of(file));
  }

  /**
   * Writes a state.
   *
   * @param file the file to write or replace, whole or not at all
   * @param state what to write
   * @param format in which form
   * @throws CheckpointException if it cannot be written; an old file stays as it was
   */
  public static void save(Path file, SavedState state, StateFormat format) {
    write(file, state.tensors(), state.metadata(), format);
  }

  /**
   * Reads a state: from a state dict or a whole module, from the entry {@code model}, {@code
   * model_state_dict} or {@code state_dict} of a checkpoint or its only state, from an archive of
   * C++ {@code torch::save}, from a safetensors file, or from the {@code .index.json} of a model in
   * several files. Objects of other classes beside it are passed over.
   *
   * @param file the file
   * @return its tensors and notes
   * @throws CheckpointException if there is no such file, or it is damaged or holds something else
   */
  public static SavedState load(Path file) {
    return load(file, StateChoice.MODEL);
  }

  /**
   * Reads a part of a file as a state, or a state under other names.
   *
   * @param file the file
   * @param choice what is meant
   * @return its tensors and notes
   * @throws CheckpointException if there is no such file or part, or it is damaged or holds
   *     something else
   */
  public static SavedState load(Path file, StateChoice choice) {
    return FileFailures.reading(
        file,
        () -> {
          try (OpenState open = OpenState.open(file, choice)) {
            return new SavedState(open.read(), open.notes());
          }
        });
  }

  /**
   * Writes the state that one file holds as another, with the types of number and the notes that it
   * has.
   *
   * @param in the file to read, as {@link #load} does
   * @param out the file to write or replace, whole or not at all
   * @param format in which form
   * @throws CheckpointException if the one cannot be read or the other not be written; an old file
   *     stays as it was
   */
  public static void convert(Path in, Path out, StateFormat format) {
    convert(in, out, format, StateChoice.MODEL);
  }

  /**
   * Writes a part of a file as another, as {@link #convert(Path, Path, StateFormat)} does.
   *
   * @param in the file to read, as {@link #load} does
   * @param out the file to write or replace, whole or not at all
   * @param format in which form
   * @param choice what is meant
   * @throws CheckpointException if the one cannot be read or the other not be written; an old file
   *     stays as it was
   */
  public static void convert(Path in, Path out, StateFormat format, StateChoice choice) {
    Map<String, StoredTensor> tensors;
    Map<String, String> notes;
    try (OpenState open = OpenState.open(in, choice)) {
      tensors = open.readRaw();
      notes = open.notes();
    } catch (IOException e) {
      throw FileFailures.unreadable(in, e);
    }
    write(out, tensors, notes, format);
  }

  /**
   * What should be known of how {@link #load} and {@link #convert} read a file.
   *
   * @param file the file
   * @return lines: that the state was taken out of a whole module, and each class whose objects
   *     stay unread; none for most files
   * @throws CheckpointException if there is no such file, or it is damaged
   */
  public static List<String> remarks(Path file) {
    return remarks(file, StateChoice.MODEL);
  }

  /**
   * What should be known of how a part of a file is read, as {@link #remarks(Path)} says it.
   *
   * @param file the file
   * @param choice what is meant
   * @return lines
   * @throws CheckpointException if there is no such file or part, or it is damaged
   */
  public static List<String> remarks(Path file, StateChoice choice) {
    return FileFailures.reading(
        file,
        () -> {
          try (OpenState open = OpenState.open(file, choice)) {
            return open.remarks();
          }
        });
  }

  private static void write(
      Path file, Map<String, ?> tensors, Map<String, String> notes, StateFormat format) {
    switch (format) {
      case TORCH -> TorchFile.save(file, tensors, notes);
      case CPP -> TorchFile.saveForCpp(file, tensors, modules(notes), notes);
      case SAFETENSORS -> SafeTensors.save(file, tensors, notes);
    }
  }

  /**
   * Whether a file begins as a safetensors file does.
   *
   * @param file the file
   * @return whether it does
   * @throws CheckpointException if it cannot be read
   */
  public static boolean isSafeTensors(Path file) {
    return FileFailures.reading(file, () -> SafeTensors.recognises(OpenState.head(file)));
  }

  /**
   * Whether a file begins as the index of a model in several files does; every file that does not,
   * and is no safetensors file, is read as {@link TorchFile}.
   *
   * @param file the file
   * @return whether it does
   * @throws CheckpointException if it cannot be read
   */
  public static boolean isSharded(Path file) {
    return FileFailures.reading(file, () -> ShardedFile.recognises(OpenState.head(file)));
  }

  /** The modules of the model that notes speak of, those without tensors among them. */
  private static List<String> modules(Map<String, String> notes) {
    List<String> names = new ArrayList<>();
    String model = notes.get(MODEL_NOTE);
    if (model != null) {
      try {
        addModules("", ModuleSpec.parse(model), names);
      } catch (SpecException e) {
        return List.of(); // a note of a later version; the gaps between numbers are filled anyway
      }
    }
    return names;
  }

  private static void addModules(String prefix, ModuleSpec model, List<String> names) {
    List<ModuleSpec> parts = model.parts();
    for (int i = 0; i < parts.size(); i++) {
      names.add(prefix + i);
      addModules(prefix + i + ".", parts.get(i), names);
    }
  }
}
