package io.kindling.checkpoint.pickle;

import io.kindling.core.Tuple;

/**
 * What torch wrote as persistent ids before version 1.6: storages, which may be views of others,
 * and classes with the text of their source.
 */
final class LegacyIds {
  private final PickleInput input;
  private final Storages storages;

  LegacyIds(PickleInput input, Storages storages) {
    this.input = input;
    this.storages = storages;
  }

  /**
   * Reads {@code ('storage', class, key, location, numel, view)}, where the view is None or {@code
   * (key, offset, numel)}, or {@code ('module', class, file, source)}.
   */
  Object load(Tuple id) {
    Arguments arguments = new Arguments(input, "a persistent id", id.items()).count(4, 6);
    if (arguments.size() == 4 && arguments.get(0, String.class, "'module'").equals("module")) {
      return arguments.is(1, ForeignObject.class)
          ? arguments.get(1, ForeignObject.class, "a class")
          : arguments.get(1, Global.class, "a class");
    }
    Object storage = storages.load(arguments.count(6, 6));
    return arguments.isNone(5) ? storage : view(storage, arguments);
  }

  private StorageView view(Object storage, Arguments id) {
    Tuple place = id.get(5, Tuple.class, "a view of the storage, a tuple, or None");
    Arguments arguments = new Arguments(input, "a view of a storage", place.items()).count(3, 3);
    long offset = arguments.get(1, Long.class, "an offset");
    long numel = arguments.get(2, Long.class, "a length");
    if (!(storage instanceof StorageReference whole)
        || offset < 0
        || numel < 0
        || numel > whole.numel() - offset) {
      throw input.error(
          "a view of a storage must lie in it",
          numel + " elements from " + offset + " on",
          "elements of the storage, of a type of its own",
          PickleInput.SAVE_AGAIN);
    }
    return new StorageView(whole, offset, numel);
  }
}
