package io.kindling;

/**
 * While it is open, no other thread can use a module: what it does with it is refused at once. Made
 * by {@link Module#claim()}.
 */
public final class ModuleClaim implements AutoCloseable {
  private final Claims claims;
  private boolean closed;

  ModuleClaim(Claims claims) {
    claims.take("claim");
    this.claims = claims;
  }

  /** Lets other threads use the module again; for the thread that made this. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      claims.release();
    }
  }
}
