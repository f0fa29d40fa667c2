package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong where blocks are added up comes out where they are filled. */
@Timeout(60)
final class BlockQueueTest {
  private static final int BLOCKS = 100;

  private final AtomicInteger working = new AtomicInteger();
  private final AtomicInteger added = new AtomicInteger();

  private BlockQueue queue(Consumer<RowBlock> adder) {
    return new BlockQueue(
        2,
        false,
        block -> {
          working.incrementAndGet();
          try {
            Thread.sleep(1);
            added.addAndGet(block.count());
            adder.accept(block);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          } finally {
            working.decrementAndGet();
          }
        });
  }

  /** Fills so many whole blocks, and one row of another. */
  private static BlockQueue.Source source(int blocks) {
    AtomicInteger left = new AtomicInteger(blocks * RowBlock.ROWS + 1);
    return block -> {
      while (!block.isFull() && left.getAndDecrement() > 0) {
        block.add(new double[] {1}, 0, null, 1);
      }
    };
  }

  @Test
  void allRowsAreAdded() throws IOException {
    int rows = BLOCKS * RowBlock.ROWS + 1;
    assertThat(queue(block -> {}).addAll(source(BLOCKS))).isEqualTo(rows);
    assertThat(added).hasValue(rows);
    assertThat(working).hasValue(0);
  }

  @Test
  void anErrorWithItsPlaceComesAsItIs() {
    DataException error = new DataException("a.csv, line 7", "rule", "got", "expected", null);
    BlockQueue queue =
        queue(
            block -> {
              if (added.get() > 3 * RowBlock.ROWS) {
                throw error;
              }
            });
    assertThatThrownBy(() -> queue.addAll(source(BLOCKS))).isSameAs(error);
    assertThat(added.get()).isLessThan(BLOCKS * RowBlock.ROWS); // it has been heard of at once
    assertThat(working).hasValue(0);
  }

  @Test
  void anErrorInTheLastBlockIsNoneTheLess() {
    IllegalStateException error = new IllegalStateException();
    BlockQueue queue =
        queue(
            block -> {
              if (block.count() == 1) {
                throw error;
              }
            });
    assertThatThrownBy(() -> queue.addAll(source(2))).isSameAs(error);
  }

  @Test
  void aLackOfMemoryIsToldAsSuch() {
    OutOfMemoryError error = new OutOfMemoryError("none left");
    BlockQueue queue =
        queue(
            block -> {
              throw error;
            });
    assertThatThrownBy(() -> queue.addAll(source(BLOCKS))).isSameAs(error);
    assertThat(working).hasValue(0);
  }

  @Test
  void whatTheReaderFoundIsNotHiddenByAWorkersError() {
    DataException found = new DataException("a.csv, line 9", "rule", "got", "expected", null);
    BlockQueue queue =
        queue(
            block -> {
              throw new IllegalStateException();
            });
    AtomicInteger filled = new AtomicInteger();
    BlockQueue.Source reader =
        block -> {
          if (filled.getAndIncrement() > 0) {
            while (added.get() == 0) {
              Thread.onSpinWait();
            }
            throw found;
          }
          source(1).fill(block);
        };
    assertThatThrownBy(() -> queue.addAll(reader)).isSameAs(found);
    assertThat(working).hasValue(0);
  }

  @Test
  void aThreadThatIsInterruptedGetsToTheEndAndStaysInterrupted() throws IOException {
    Thread.currentThread().interrupt();
    assertThat(queue(block -> {}).addAll(source(5))).isEqualTo(5 * RowBlock.ROWS + 1);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(working).hasValue(0);
  }
}
