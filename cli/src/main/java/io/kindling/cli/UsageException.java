package io.kindling.cli;

/** An option has a value that makes no sense, whatever the data are. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
