package io.kindling.cli.options;

/** An option has a value that makes no sense, whatever the data are. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
