package io.kindling.checkpoint.pickle;

import io.kindling.checkpoint.python.FrozenSet;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values under construction, the marks between them, and the memo of those met before. A mark
 * is a floor: nothing below it can be reached until what is above was collected.
 */
final class PickleStack {
  private final PickleInput input;
  private final List<@Nullable Object> values = new ArrayList<>();
  private final Deque<Integer> marks = new ArrayDeque<>();
  private final List<@Nullable Object> memo = new ArrayList<>();
  private int pushed;
  private int containers;

  PickleStack(PickleInput input) {
    this.input = input;
  }

  void push(@Nullable Object value) {
    pushed++;
    weigh(weight(value));
    values.add(value);
  }

  /** Counts what a value takes, in halves of a container. */
  void weigh(int weight) {
    containers += weight;
    int most = input.limits().containers();
    if (pushed > input.limits().values() || containers > 2 * most) {
      throw input.error(
          "a pickle must not have too many values",
          pushed + " values, " + containers / 2 + " of them containers",
          "at most " + input.limits().values() + ", and " + most,
          "save fewer tensors to a file");
    }
  }

  /** In halves of a container, by what a value takes itself. */
  private static int weight(@Nullable Object value) {
    if (value == null || value instanceof Boolean || value instanceof Long) {
      return 0;
    }
    if (value instanceof String) {
      return 1;
    }
    if (value instanceof ForeignObject object && !object.isName()) {
      return ForeignObject.WEIGHT;
    }
    if (value instanceof Set || value instanceof FrozenSet) {
      return 4;
    }
    boolean light = value instanceof Double || value instanceof Global;
    return light || value instanceof ForeignObject ? 0 : 2;
  }

  @Nullable Object peek() {
    if (values.size() <= floor()) {
      throw input.error(
          "an instruction must find its operands",
          "too few values before it",
          "a value for each operand",
          PickleInput.SAVE_AGAIN);
    }
    return values.get(values.size() - 1);
  }

  @Nullable Object pop() {
    @Nullable Object value = peek();
    values.remove(values.size() - 1);
    return value;
  }

  /** The topmost values, in the order in which they were pushed. */
  List<@Nullable Object> pop(int count) {
    List<@Nullable Object> popped = Arrays.asList(new Object[count]);
    for (int i = count - 1; i >= 0; i--) {
      popped.set(i, pop());
    }
    return popped;
  }

  void mark() {
    if (marks.size() >= input.limits().marks()) {
      throw input.error(
          "collections must not be nested too deeply",
          marks.size() + 1 + " of them under construction",
          "at most " + input.limits().marks(),
          "save a flatter structure");
    }
    marks.push(values.size());
  }

  /** What was pushed since the last mark; the mark goes with it. */
  List<@Nullable Object> popToMark() {
    if (marks.isEmpty()) {
      throw input.error(
          "a collection must have a beginning",
          "an end without a mark",
          "a mark before it",
          PickleInput.SAVE_AGAIN);
    }
    List<@Nullable Object> tail = values.subList(marks.pop(), values.size());
    List<@Nullable Object> popped = new ArrayList<>(tail);
    tail.clear();
    return popped;
  }

  private int floor() {
    @Nullable Integer mark = marks.peek();
    return mark == null ? 0 : mark;
  }

  /** The one value that the whole pickle comes down to. */
  @Nullable Object result() {
    @Nullable Object result = pop();
    if (!values.isEmpty() || !marks.isEmpty() || input.remaining() > 0) {
      throw input.error(
          "a pickle must end with its one value",
          values.size()
              + " values, "
              + marks.size()
              + " marks and "
              + input.remaining()
              + " bytes beside it",
          "nothing beside it",
          PickleInput.SAVE_AGAIN);
    }
    return result;
  }

  /** Notes the topmost value under an index that is the next one or was there before. */
  void memoize(long index) {
    @Nullable Object value = peek();
    int most = Math.min(memo.size(), pushed - 1); // nobody numbers more values than there are
    if (index > most) {
      throw input.error(
          "values must be numbered one after the other",
          "number " + index + " after " + memo.size() + " numbers",
          "at most " + most,
          PickleInput.SAVE_AGAIN);
    }
    if (index == memo.size()) {
      memo.add(value);
    } else {
      memo.set((int) index, value);
    }
  }

  /** Notes the topmost value under the next index. */
  void memoizeNext() {
    memoize(memo.size());
  }

  @Nullable Object recall(long index) {
    if (index >= memo.size()) {
      throw input.error(
          "a value must be there before it is referred to",
          "number " + index + " of " + memo.size(),
          "a number below " + memo.size(),
          PickleInput.SAVE_AGAIN);
    }
    return memo.get((int) index);
  }
}
