package io.kindling.cli;

import static java.util.Objects.requireNonNull;

import io.kindling.checkpoint.StateChoice;
import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.python.NumpyArray;
import io.kindling.checkpoint.python.Unread;
import io.kindling.checkpoint.safetensors.SafeTensorsFile;
import io.kindling.checkpoint.sharded.ShardedFile;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.checkpoint.torch.TorchTensor;
import io.kindling.cli.options.EntryOption;
import io.kindling.cli.report.Contents;
import io.kindling.cli.report.PythonText;
import io.kindling.core.Tuple;
import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a model's file holds, whoever wrote it; runs nothing that is in it. */
@Command(
    name = "inspect",
    description =
        "Shows what a file of PyTorch, LibTorch, safetensors or kindling holds: its form, notes and"
            + " tensors, with the values of small ones. Nothing in the file is run.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class InspectCommand implements Runnable {
  /** Storages of as many elements are read for a small view of them. */
  private static final long READABLE = 1 << 20;

  private static final int MOST_ITEMS = 10;

  @Spec private CommandSpec command;

  @Parameters(paramLabel = "FILE", description = "The file.")
  private Path file;

  @Mixin private EntryOption entry;

  private final Contents contents = new Contents();
  private List<String> remarks = List.of();

  /** The numbers of small tensors of torch files. */
  private final Map<TorchTensor, String> numbers = new HashMap<>();

  @Override
  public void run() {
    String form;
    long size;
    try {
      form = form();
      size = Files.size(file);
    } catch (IOException e) {
      throw new CheckpointException(
          file.toString(), "the file must be readable", e + "", "a file", null);
    }
    PrintWriter out = command.commandLine().getOut();
    out.println(
        Printable.line(file + "")
            + ": "
            + form
            + ", "
            + String.format(Locale.ROOT, "%,d", size)
            + " bytes");
    out.print(Contents.remarks(remarks));
    out.print(contents.text());
    out.flush();
  }

  private String form() throws IOException {
    if (!StateFile.isSharded(file)) {
      return one(file);
    }
    ShardedFile sharded = ShardedFile.open(file);
    Set<Path> shards = new LinkedHashSet<>(part(sharded.weightMap()).values());
    for (Path shard : shards) {
      sharded.check(shard);
      one(shard);
    }
    return "the index of a model in " + sharded.files().size() + " files";
  }

  /** What of a state is meant. */
  private <T> Map<String, T> part(Map<String, T> state) {
    return new StateChoice(entry.entry(), null).of(file + "", state);
  }

  private String one(Path part) throws IOException {
    return StateFile.isSafeTensors(part) ? safeTensors(part) : torch(part);
  }

  private String safeTensors(Path part) throws IOException {
    try (SafeTensorsFile open = SafeTensorsFile.open(part)) {
      open.verify();
      open.metadata().forEach(contents::value);
      for (Map.Entry<String, SafeTensorsFile.Entry> named : part(open.tensors()).entrySet()) {
        if (!contents.open()) {
          break;
        }
        SafeTensorsFile.Entry tensor = named.getValue();
        boolean small = tensor.shape().numel() <= Contents.SMALL && tensor.isReadable();
        contents.tensor(
            named.getKey(),
            tensor.dtype(),
            tensor.shape().toString(),
            small ? Contents.numbers(open.readRaw(tensor.name())) : "");
      }
    }
    return "safetensors";
  }

  private String torch(Path part) throws IOException {
    try (TorchFile open = TorchFile.open(part, entry.entry())) {
      open.verify();
      readSmall(open);
      remarks = open.remarks();
      open.notes().forEach(contents::value);
      if (open.isModule() && open.root() instanceof Unread) {
        entries("", open.modelState());
      } else if (open.root() instanceof Map<?, ?> root) {
        entries("", root);
      } else {
        value("(all)", open.root());
      }
      if (open.isScript()) {
        return "an archive of C++ torch::save or torch.jit.save";
      }
      if (open.isStream()) {
        return "a file of PyTorch's torch.save, in the form from before version 1.6";
      }
      boolean checkpoint =
          open.root() instanceof Map<?, ?> root && root.containsKey("format_version");
      return checkpoint
          ? "a training's checkpoint, as torch.save writes"
          : "a file of PyTorch's torch.save";
    }
  }

  /** Reads them at once, or a storage would be read anew for each of its views. */
  private void readSmall(TorchFile open) throws IOException {
    Map<String, TorchTensor> small = new LinkedHashMap<>();
    for (TorchTensor tensor : open.tensors()) {
      if (tensor.shape().numel() <= Contents.SMALL && tensor.storageNumel() <= READABLE) {
        small.put(small.size() + "", tensor);
      }
    }
    open.readAll(small, open.raw())
        .forEach(
            (key, values) -> numbers.put(requireNonNull(small.get(key)), Contents.numbers(values)));
  }

  private void entries(String prefix, Map<?, ?> entries) {
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      value(prefix + PythonText.of(entry.getKey()), entry.getValue());
    }
  }

  private void value(String name, @Nullable Object value) {
    if (!contents.open()) {
      return;
    }
    if (value instanceof TorchTensor tensor) {
      contents.tensor(
          name,
          tensor.type().torchName(),
          tensor.shape().toString(),
          numbers.getOrDefault(tensor, ""));
    } else if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      entries(Printable.piece(name) + ".", map);
    } else if (value instanceof List<?> list) {
      items(name, list, "[", "]");
    } else if (value instanceof Tuple tuple) {
      items(name, tuple.items(), "(", ")");
    } else if (value instanceof Set<?> set) {
      items(name, List.copyOf(set), "{", "}");
    } else if (value instanceof NumpyArray array) {
      StoredTensor values = array.values();
      String numbers = values.shape().numel() <= Contents.SMALL ? Contents.numbers(values) : "";
      contents.tensor(name, array.type().toString(), values.shape().toString(), numbers);
    } else if (value instanceof Unread object) {
      unread(name, object);
    } else {
      contents.value(name, PythonText.of(value));
    }
  }

  /** Its plain attributes are shown too, and not what they would lead to. */
  private void unread(String name, Unread object) {
    contents.value(name, "not read: " + object);
    if (object.state() instanceof Map<?, ?> state) {
      state.forEach(
          (key, value) -> {
            if (contents.open() && PythonText.isPlain(value)) {
              contents.value(
                  Printable.piece(name) + "." + PythonText.of(key), PythonText.of(value));
            }
          });
    }
  }

  /** In one line, if they are plain; else one by one. */
  private void items(String name, List<?> items, String begin, String end) {
    boolean plain =
        items.stream()
            .noneMatch(
                item ->
                    item instanceof TorchTensor
                        || item instanceof Map
                        || item instanceof List
                        || item instanceof Tuple
                        || item instanceof Set
                        || item instanceof NumpyArray);
    if (!plain) {
      // of a long history, the ends; but no tensor is left out
      boolean all = items.size() <= MOST_ITEMS || holdsTensor(items.get(0));
      for (int i = 0; i < items.size() && contents.open(); i++) {
        if (all || i == 0 || i == items.size() - 1) {
          value(Printable.piece(name) + "." + i, items.get(i));
        } else if (i == 1) {
          contents.value(name, "… " + (items.size() - 2) + " more");
        }
      }
      return;
    }
    String shown =
        items.stream().limit(MOST_ITEMS).map(PythonText::of).collect(Collectors.joining(", "));
    int more = items.size() - MOST_ITEMS;
    contents.value(name, begin + shown + (more > 0 ? ", … " + more + " more" : "") + end);
  }

  private static boolean holdsTensor(@Nullable Object value) {
    return value instanceof TorchTensor
        || (value instanceof Map<?, ?> map
            && map.values().stream().anyMatch(InspectCommand::holdsTensor));
  }
}
