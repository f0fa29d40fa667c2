package io.kindling.checkpoint.python;

/** What becomes of a file in which there are objects of classes that Kindling does not know. */
public enum Unknown {
  /** They are {@link Unread}, and everything else is read. */
  KEEP,
  /** The file is refused, as {@code torch.load(weights_only=True)} refuses it. */
  REFUSE
}
