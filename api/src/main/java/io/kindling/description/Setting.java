package io.kindling.description;

/**
 * A field with a value, made by {@link Field#of}.
 *
 * @param <S> the description that has the field
 */
public final class Setting<S> {
  private final Field<S, ?> field;
  private final Object value;

  <V> Setting(Field<S, V> field, V value) {
    this.field = field;
    this.value = value;
  }

  Field<S, ?> field() {
    return field;
  }

  Object value() {
    return value;
  }
}
