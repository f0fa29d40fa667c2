package io.kindling.description;

import io.kindling.error.SpecException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value for each field of a schema, on the way to its constructor. */
final class FieldValues<S extends Spec> {
  private final Schema<S> schema;
  private final @Nullable Object[] values;

  private FieldValues(Schema<S> schema) {
    this.schema = schema;
    this.values = new Object[schema.fields().size()];
  }

  static <S extends Spec> FieldValues<S> defaults(Schema<S> schema) {
    FieldValues<S> values = new FieldValues<>(schema);
    List<Field<S, ?>> fields = schema.fields();
    for (int i = 0; i < fields.size(); i++) {
      values.values[i] = fields.get(i).byDefault().orElse(null);
    }
    return values;
  }

  static <S extends Spec> FieldValues<S> of(Schema<S> schema, S spec) {
    FieldValues<S> values = new FieldValues<>(schema);
    List<Field<S, ?>> fields = schema.fields();
    for (int i = 0; i < fields.size(); i++) {
      values.values[i] = fields.get(i).get(spec);
    }
    return values;
  }

  void set(Setting<S> setting) {
    values[index(setting.field())] = setting.value();
  }

  @SuppressWarnings("unchecked") // only what the field itself has read or been given is set
  <V> V get(Field<S, V> field) {
    Object value = values[index(field)];
    if (value == null) {
      throw new SpecException(
          schema.name(), "it needs " + field.name(), "none", field.type(), null);
    }
    return (V) value;
  }

  private int index(Field<S, ?> field) {
    int index = schema.fields().indexOf(field);
    if (index < 0) {
      throw new IllegalArgumentException(field.name() + " is no field of " + schema.name());
    }
    return index;
  }
}
