package io.kindling.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LiveShardsTest {
  private final LiveShards shards = new LiveShards(100);
  private final List<String> said = new ArrayList<>();

  private final class Named implements LiveShards.Live {
    private final String name;
    private final long bytes;

    Named(String name, long bytes) {
      this.name = name;
      this.bytes = bytes;
      said.add("load " + name);
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public void close() {
      said.add("close " + name);
    }
  }

  private void use(String training, int shard, long bytes) {
    String unused =
        shards.with(
            new LiveShards.Key(training, shard),
            Named.class,
            () -> new Named(training + shard, bytes),
            live -> live.name);
  }

  @Test
  void aShardIsLoadedOnce() {
    use("a", 0, 50);
    use("a", 1, 50);
    use("a", 0, 50);
    use("a", 1, 50);
    assertThat(said).containsExactly("load a0", "load a1");
  }

  @Test
  void thereIsRoomForSoManyBytesAndOthersAreLoadedEachTime() {
    use("a", 0, 60);
    use("a", 1, 60);
    use("a", 0, 60);
    use("a", 1, 60);
    assertThat(said).containsExactly("load a0", "load a1", "close a1", "load a1", "close a1");
  }

  @Test
  void shardsOfOtherTrainingsMakeRoom() {
    use("a", 0, 60);
    use("b", 0, 60);
    use("b", 0, 60);
    use("a", 0, 60);
    assertThat(said).containsExactly("load a0", "load b0", "close a0", "load a0", "close b0");
  }

  @Test
  void aSecondCopyOfATaskLoadsItsOwn() {
    String unused =
        shards.with(
            new LiveShards.Key("a", 0),
            Named.class,
            () -> new Named("first", 10),
            first -> {
              use("a", 0, 10);
              return first.name;
            });
    assertThat(said).containsExactly("load first", "load a0", "close first");
  }

  @Test
  void aShardThatFailedIsNotUsedAgain() {
    LiveShards.Key key = new LiveShards.Key("a", 0);
    assertThatThrownBy(
            () ->
                shards.with(
                    key,
                    Named.class,
                    () -> new Named("bad", 10),
                    live -> {
                      throw new IllegalStateException(live.name);
                    }))
        .hasMessage("bad");
    use("a", 0, 10);
    assertThat(said).containsExactly("load bad", "close bad", "load a0");
  }

  @Test
  void aTrainingThatEndsLeavesNothing() {
    use("a", 0, 10);
    use("b", 0, 10);
    use("a", 1, 10);
    shards.forget("a");
    assertThat(shards.size()).isEqualTo(1);
    assertThat(said).containsExactly("load a0", "load b0", "load a1", "close a0", "close a1");
  }
}
