package io.kindling.spi;

import io.kindling.checkpoint.stored.ModuleTree;
import io.kindling.checkpoint.stored.Payload;
import io.kindling.checkpoint.stored.StoredTensor;
import java.util.Collection;
import java.util.Map;

/**
 * How an engine's own library writes and reads a model's state: LibTorch's {@code torch::save} and
 * {@code torch::load}. Through memory, so that a failing disk never meets the library.
 */
public interface StateArchives {
  /**
   * Writes an archive.
   *
   * @param model the modules with their tensors
   * @param notes texts that the archive holds beside them, by name
   * @return the contents of the file
   * @throws OutOfMemoryError if they do not fit an array
   */
  byte[] write(ModuleTree<Payload> model, Map<String, String> notes);

  /**
   * Reads an archive. It was written by this API from what a file holds: no foreign code is in it.
   *
   * @param archive the contents of a file
   * @param names the tensors' dotted names
   * @return the tensors by these names, in their order
   */
  Map<String, StoredTensor> read(byte[] archive, Collection<String> names);
}
