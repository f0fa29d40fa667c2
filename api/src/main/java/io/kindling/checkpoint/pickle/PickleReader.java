package io.kindling.checkpoint.pickle;

import io.kindling.core.Tuple;
import io.kindling.error.CheckpointException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pickle of a torch file, believing nothing that it says: a loop over some thirty
 * instructions, each of which makes a value or refuses. Nothing in the file is ever called.
 */
public final class PickleReader {
  /** A number that only PyTorch's old format, a stream without a zip, begins with. */
  private static final byte[] LEGACY = {
    (byte) 0x80,
    2,
    (byte) 0x8a,
    10,
    0x6c,
    (byte) 0xfc,
    (byte) 0x9c,
    0x46,
    (byte) 0xf9,
    0x20,
    0x6a,
    (byte) 0xa8,
    0x50,
    0x19
  };

  private static final int PROTOCOL = 2;

  private final PickleInput input;
  private final PickleStack stack;
  private final Globals globals;
  private final Storages storages;
  private final PickleObjects objects;

  private PickleReader(PickleInput input, PickleDialect dialect) {
    this.input = input;
    stack = new PickleStack(input);
    globals = new Globals(input, dialect);
    storages = new Storages(input, dialect);
    objects = new PickleObjects(input, storages);
  }

  /**
   * Reads a pickle.
   *
   * @param bytes all of {@code data.pkl}, from the buffer's position to its limit; the buffer stays
   *     as it is
   * @param file the file's name, for messages
   * @param dialect what it may name
   * @param limits what it may ask for
   * @return the values; tensors are references whose records were not looked at
   * @throws CheckpointException if it is not such a pickle
   */
  public static PickleTree read(
      ByteBuffer bytes, String file, PickleDialect dialect, PickleLimits limits) {
    return new PickleReader(new PickleInput(bytes, file, limits), dialect).read();
  }

  private PickleTree read() {
    checkSize();
    checkProtocol();
    Opcode opcode = input.opcode();
    while (opcode != Opcode.STOP) {
      execute(opcode);
      opcode = input.opcode();
    }
    @Nullable Object root = stack.result();
    new TreeCheck(input).check(root);
    return new PickleTree(root, storages.byKey());
  }

  private void checkSize() {
    if (input.length() > input.limits().bytes()) {
      throw input.error(
          "data.pkl must have a valid length",
          input.length() + " bytes",
          "at most " + input.limits().bytes(),
          "save numbers as tensors, not as lists");
    }
  }

  private void checkProtocol() {
    if (input.startsWith(LEGACY)) {
      throw input.error(
          "the file must be a zip, as torch.save writes since PyTorch 1.6",
          "a legacy torch.save stream",
          "a zip",
          "load it with torch >= 1.6 and save it again with"
              + " torch.save(..., _use_new_zipfile_serialization=True)");
    }
    Opcode first = input.opcode();
    int protocol = first == Opcode.PROTO ? input.unsignedByte() : 0;
    if (protocol != PROTOCOL) {
      throw input.error(
          "a pickle must be of protocol 2",
          first == Opcode.PROTO ? "protocol " + protocol : "no protocol",
          "protocol 2",
          "save it with torch.save(..., pickle_protocol=2), which is the default");
    }
  }

  private void execute(Opcode opcode) {
    switch (opcode) {
      case MARK -> stack.mark();
      case BINPUT -> stack.memoize(input.unsignedByte());
      case LONG_BINPUT -> stack.memoize(input.unsignedInt());
      case BINGET -> stack.push(stack.recall(input.unsignedByte()));
      case LONG_BINGET -> stack.push(stack.recall(input.unsignedInt()));
      case GLOBAL -> stack.push(globals.find(input.name(), input.name()));
      case BINPERSID -> stack.push(storages.load(stack.pop()));
      case REDUCE -> stack.push(objects.call(stack.pop(2)));
      case NEWOBJ -> stack.push(objects.create(stack.pop(2)));
      case BUILD -> objects.build(stack.pop(), stack.peek());
      case SETITEM -> setItems(stack.pop(2));
      case SETITEMS -> setItems(stack.popToMark());
      case APPEND -> append(stack.pop(1));
      case APPENDS -> append(stack.popToMark());
      // neither takes room for what may never come
      case EMPTY_DICT -> stack.push(new LinkedHashMap<Object, Object>(0));
      case EMPTY_LIST -> stack.push(new ArrayList<>(0));
      case EMPTY_TUPLE -> stack.push(Tuple.of());
      case TUPLE -> stack.push(new Tuple(stack.popToMark()));
      case TUPLE1 -> stack.push(new Tuple(stack.pop(1)));
      case TUPLE2 -> stack.push(new Tuple(stack.pop(2)));
      case TUPLE3 -> stack.push(new Tuple(stack.pop(3)));
      default -> stack.push(scalar(opcode));
    }
  }

  private @Nullable Object scalar(Opcode opcode) {
    return switch (opcode) {
      case NONE -> null;
      case NEWTRUE -> true;
      case NEWFALSE -> false;
      case BININT -> (long) input.signedInt();
      case BININT1 -> (long) input.unsignedByte();
      case BININT2 -> (long) input.unsignedShort();
      case LONG1 -> input.longNumber();
      case BINFLOAT -> input.bigEndianDouble();
      case BINUNICODE -> input.text();
      default ->
          throw input.error(
              "the protocol must be stated once",
              opcode.name(),
              "PROTO at the beginning only",
              PickleInput.SAVE_AGAIN);
    };
  }

  private void setItems(List<@Nullable Object> items) {
    objects.setItems(items, stack.peek());
  }

  private void append(List<@Nullable Object> items) {
    objects.append(items, stack.peek());
  }
}
