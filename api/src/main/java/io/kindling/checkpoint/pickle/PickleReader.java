package io.kindling.checkpoint.pickle;

import io.kindling.checkpoint.python.Unknown;
import io.kindling.core.Tuple;
import io.kindling.error.CheckpointException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pickle of a torch file, believing nothing that it says: a loop over some fifty
 * instructions, each of which makes a value or refuses. Nothing in the file is ever called.
 */
public final class PickleReader {
  private static final int OLDEST_PROTOCOL = 2;
  private static final int NEWEST_PROTOCOL = 5;

  private final PickleInput input;
  private final PickleStack stack;
  private final Globals globals;
  private final Storages storages;
  private final PickleObjects objects;

  private PickleReader(PickleInput input, PickleDialect dialect, Unknown unknown) {
    this.input = input;
    stack = new PickleStack(input);
    globals = new Globals(input, dialect, unknown);
    storages = new Storages(input, dialect);
    objects = new PickleObjects(input, stack, storages, globals);
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
    return read(bytes, file, dialect, limits, Unknown.REFUSE);
  }

  /**
   * Reads a pickle in which there may be objects of other classes.
   *
   * @param bytes all of {@code data.pkl}, from the buffer's position to its limit; the buffer stays
   *     as it is
   * @param file the file's name, for messages
   * @param dialect what it may name
   * @param limits what it may ask for
   * @param unknown what becomes of objects of other classes, which a script never has
   * @return the values; tensors are references whose records were not looked at
   * @throws CheckpointException if it is not such a pickle
   */
  public static PickleTree read(
      ByteBuffer bytes, String file, PickleDialect dialect, PickleLimits limits, Unknown unknown) {
    return read(bytes, file, "data.pkl", dialect, limits, unknown);
  }

  /**
   * Reads a pickle that is a part of a file.
   *
   * @param bytes all of it, from the buffer's position to its limit; the buffer stays as it is
   * @param file the file's name, for messages
   * @param part what the pickle is called in them
   * @param dialect what it may name
   * @param limits what it may ask for
   * @param unknown what becomes of objects of other classes
   * @return the values; tensors are references whose records were not looked at
   * @throws CheckpointException if it is not such a pickle
   */
  public static PickleTree read(
      ByteBuffer bytes,
      String file,
      String part,
      PickleDialect dialect,
      PickleLimits limits,
      Unknown unknown) {
    return new PickleReader(new PickleInput(bytes, file, part, limits), dialect, unknown).read();
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
    TreeCheck check = new TreeCheck(input);
    check.check(root);
    objects.foreign().forEach(check::checkParts);
    return new PickleTree(root, storages.byKey(), input.length());
  }

  private void checkSize() {
    if (input.length() > input.limits().bytes()) {
      throw input.error(
          "a pickle must have a valid length",
          input.length() + " bytes",
          "at most " + input.limits().bytes(),
          "save numbers as tensors, not as lists");
    }
  }

  private void checkProtocol() {
    Opcode first = input.opcode();
    int protocol = first == Opcode.PROTO ? input.unsignedByte() : 0;
    if (protocol < OLDEST_PROTOCOL || protocol > NEWEST_PROTOCOL) {
      throw input.error(
          "a pickle must be of a protocol from 2 to 5",
          first == Opcode.PROTO ? "protocol " + protocol : "no protocol",
          "protocol 2 to 5",
          "save it with torch.save(..., pickle_protocol=2), which is the default");
    }
  }

  private void execute(Opcode opcode) {
    switch (opcode) {
      case FRAME -> input.frame();
      case MARK -> stack.mark();
      case POP -> stack.pop();
      case POP_MARK -> stack.popToMark();
      case BINPUT -> stack.memoize(input.unsignedByte());
      case LONG_BINPUT -> stack.memoize(input.unsignedInt());
      case MEMOIZE -> stack.memoizeNext();
      case BINGET -> stack.push(stack.recall(input.unsignedByte()));
      case LONG_BINGET -> stack.push(stack.recall(input.unsignedInt()));
      case BUILD -> objects.build(stack.pop(), stack.peek());
      case SETITEM -> setItems(stack.pop(2));
      case SETITEMS -> setItems(stack.popToMark());
      case APPEND -> append(stack.pop(1));
      case APPENDS, ADDITEMS -> append(stack.popToMark());
      // neither takes room for what may never come
      case EMPTY_DICT -> stack.push(new LinkedHashMap<Object, Object>(0));
      case EMPTY_LIST -> stack.push(new ArrayList<>(0));
      case EMPTY_SET -> stack.push(new LinkedHashSet<>(0));
      case FROZENSET -> stack.push(objects.frozenSet(stack.popToMark()));
      case EMPTY_TUPLE -> stack.push(Tuple.of());
      case TUPLE -> stack.push(new Tuple(stack.popToMark()));
      case TUPLE1 -> stack.push(new Tuple(stack.pop(1)));
      case TUPLE2 -> stack.push(new Tuple(stack.pop(2)));
      case TUPLE3 -> stack.push(new Tuple(stack.pop(3)));
      case GLOBAL, STACK_GLOBAL, BINPERSID, REDUCE, NEWOBJ, NEWOBJ_EX, OBJ, INST ->
          stack.push(object(opcode));
      default -> stack.push(scalar(opcode));
    }
  }

  private @Nullable Object object(Opcode opcode) {
    return switch (opcode) {
      case GLOBAL -> globals.find(input.name(), input.name());
      case STACK_GLOBAL -> objects.named(stack.pop(2));
      case BINPERSID -> storages.load(stack.pop());
      case REDUCE -> objects.call(stack.pop(2));
      case NEWOBJ -> objects.create(stack.pop(2));
      case NEWOBJ_EX -> objects.createWithKeywords(stack.pop(3));
      case OBJ -> objects.createOld(stack.popToMark());
      default -> objects.createOld(globals.find(input.name(), input.name()), stack.popToMark());
    };
  }

  private @Nullable Object scalar(Opcode opcode) {
    return switch (opcode) {
      case NONE -> null;
      case NEWTRUE -> true;
      case NEWFALSE -> false;
      case BININT -> (long) input.signedInt();
      case BININT1 -> (long) input.unsignedByte();
      case BININT2 -> (long) input.unsignedShort();
      case LONG1 -> input.wholeNumber(input.unsignedByte());
      case LONG4 -> input.wholeNumber(input.signedInt());
      case BINFLOAT -> input.bigEndianDouble();
      case SHORT_BINUNICODE -> input.text(input.unsignedByte());
      case BINUNICODE -> input.text(input.unsignedInt());
      case BINUNICODE8 -> input.text(input.unsignedLong());
      case SHORT_BINSTRING -> input.oldText(input.unsignedByte());
      case BINSTRING -> input.oldText(input.signedInt());
      case SHORT_BINBYTES -> input.bytes(input.unsignedByte());
      case BINBYTES -> input.bytes(input.unsignedInt());
      case BINBYTES8 -> input.bytes(input.unsignedLong());
      case BYTEARRAY8 -> input.bytes(input.unsignedLong()).asArray();
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
