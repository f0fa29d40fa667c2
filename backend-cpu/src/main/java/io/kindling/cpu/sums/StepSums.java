package io.kindling.cpu.sums;

import io.kindling.error.DataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * All block sums that were asked for in one step, over some of its rows: the {@link NodeSet} of
 * each call, in the order of the calls, which depends on the model and its loss alone.
 *
 * <p>As bytes, little-endian: {@code KSUM}, a byte with the format's version, 1; int32, the step's
 * {@linkplain #mark mark}; int32, the number of calls; for each call int32 width, int64 blocks of
 * its tree, int32 number of nodes; for each node a byte level, int64 index and width float32, the
 * running sums of gradients lanes last. At the end the CRC-32C of all that, int32.
 */
final class StepSums {
  private static final int MAGIC = 'K' | 'S' << 8 | 'U' << 16 | 'M' << 24;
  private static final byte VERSION = 1;
  private static final int HEAD = Integer.BYTES + 1 + 2 * Integer.BYTES;
  private static final int CALL = 2 * Integer.BYTES + Long.BYTES;
  private static final int NODE = 1 + Long.BYTES;

  private final int mark;
  private final List<NodeSet> calls;

  /**
   * Of some calls.
   *
   * @param mark what all sums of a step have in common and those of no other step: a checksum of
   *     the parameters
   * @param calls theirs
   */
  StepSums(int mark, List<NodeSet> calls) {
    this.mark = mark;
    this.calls = calls;
  }

  List<NodeSet> calls() {
    return calls;
  }

  /**
   * Joins the sums of one step over different rows.
   *
   * @param parts as {@link #bytes} gave them, one at least
   * @return all of them
   * @throws DataException if some bytes are damaged, are of another step, or have the same rows
   */
  static StepSums of(Collection<byte[]> parts) {
    StepSums all = null;
    for (byte[] part : parts) {
      StepSums next = read(part);
      if (all == null) {
        all = next;
      } else {
        all.addAll(next);
      }
    }
    if (all == null) {
      throw new DataException("sums", "there must be sums", "none", "those of all shards", null);
    }
    return all;
  }

  private void addAll(StepSums other) {
    other.checkMark(mark);
    if (other.calls.size() != calls.size()) {
      throw new DataException(
          "sums",
          "all sums must be of one model",
          other.calls.size() + " sums beside " + calls.size(),
          "as many of each shard",
          "record all shards with the same model and loss");
    }
    for (int call = 0; call < calls.size(); call++) {
      calls.get(call).addAll(other.calls.get(call));
    }
  }

  /**
   * Checks that they are of a step.
   *
   * @throws DataException if they have another mark
   */
  void checkMark(int expected) {
    if (mark != expected) {
      throw new DataException(
          "sums",
          "all sums must be of one step",
          "the mark " + mark,
          "the mark " + expected,
          "record all shards with the parameters of this step");
    }
  }

  byte[] bytes() {
    long length = HEAD + Integer.BYTES;
    for (NodeSet call : calls) {
      length += CALL + call.size() * nodeLength(call.width());
    }
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(MAGIC).put(VERSION).putInt(mark).putInt(calls.size());
    for (NodeSet call : calls) {
      out.putInt(call.width()).putLong(call.tree().blocks()).putInt(call.size());
      call.forEach(
          (node, values) -> {
            out.put((byte) node.level()).putLong(node.index());
            for (float value : values) {
              out.putFloat(value);
            }
          });
    }
    out.putInt(checksum(out.array(), out.position()));
    return out.array();
  }

  private static long nodeLength(int width) {
    return NODE + (long) width * Float.BYTES;
  }

  private static int checksum(byte[] bytes, int length) {
    Checksum checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }

  private static StepSums read(byte[] bytes) {
    int end = bytes.length - Integer.BYTES;
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (end < HEAD || in.getInt() != MAGIC || in.get() != VERSION) {
      throw damaged("other bytes");
    }
    if (in.getInt(end) != checksum(bytes, end)) {
      throw damaged("a wrong checksum");
    }
    in.limit(end);
    int mark = in.getInt();
    int count = in.getInt();
    List<NodeSet> calls = new ArrayList<>();
    for (int call = 0; call < count; call++) {
      calls.add(readCall(in));
    }
    if (count < 0 || in.hasRemaining()) {
      throw damaged(in.remaining() + " bytes after " + count + " calls");
    }
    return new StepSums(mark, calls);
  }

  private static NodeSet readCall(ByteBuffer in) {
    if (in.remaining() < CALL) {
      throw damaged("an end within a call");
    }
    int width = in.getInt();
    long blocks = in.getLong();
    int nodes = in.getInt();
    boolean fits = width >= 1 && nodes >= 0 && nodes <= in.remaining() / nodeLength(width);
    if (!fits || !Tree.isPossible(blocks)) {
      throw damaged(nodes + " nodes of " + width + " numbers over " + blocks + " blocks");
    }
    NodeSet call = new NodeSet(new Tree(blocks), width);
    for (int i = 0; i < nodes; i++) {
      Node node = new Node(in.get(), in.getLong());
      float[] values = new float[width];
      in.asFloatBuffer().get(values);
      in.position(in.position() + width * Float.BYTES);
      call.add(node, values);
    }
    return call;
  }

  private static DataException damaged(String got) {
    return new DataException(
        "sums", "the bytes must be those that were recorded", got, "undamaged sums", null);
  }
}
