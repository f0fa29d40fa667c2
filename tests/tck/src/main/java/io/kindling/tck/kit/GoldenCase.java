package io.kindling.tck.kit;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.core.TensorData;
import java.util.function.Consumer;

/**
 * What PyTorch gives for one input. {@code golden/common.py} says what a case holds.
 *
 * @param noun what the case calls its description
 * @param json the case
 */
public record GoldenCase(String noun, JsonObject json) {
  /** What no other case of its kind is called. */
  public String name() {
    return json.get("name").getAsString();
  }

  /** The description's text. */
  public String text() {
    return json.get(noun).getAsString();
  }

  public boolean has(String member) {
    return json.has(member);
  }

  public JsonElement get(String member) {
    return json.get(member);
  }

  public TensorData tensor(String member) {
    return Golden.tensor(json.get(member));
  }

  /** What comes out. */
  public JsonObject expected() {
    return json.getAsJsonObject("expected");
  }

  /** Whether PyTorch takes what is refused here on purpose; the case says why. */
  public boolean isRefused() {
    return json.has("refused");
  }

  /**
   * Checks what came out. Where PyTorch's versions differ, and the case says why, it may be either
   * version's, but as a whole: all values and all gradients are of the same.
   */
  public void check(Consumer<JsonObject> against) {
    try {
      against.accept(expected());
    } catch (AssertionError e) {
      if (!json.has("since_2_10")) {
        throw e;
      }
      checkAgain(against, e);
    }
  }

  private void checkAgain(Consumer<JsonObject> against, AssertionError before) {
    JsonObject later = expected().deepCopy();
    json.getAsJsonObject("since_2_10").asMap().forEach(later::add);
    try {
      against.accept(later);
    } catch (AssertionError e) {
      before.addSuppressed(e);
      throw before;
    }
  }
}
