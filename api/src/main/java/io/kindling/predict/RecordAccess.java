package io.kindling.predict;

import static java.lang.invoke.MethodType.methodType;

import io.kindling.error.DataException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Rows that are records: their accessors, linked as the compiler links a method reference. */
final class RecordAccess<R extends Record> implements Access<R> {
  private static final List<Class<?>> NUMBERS =
      List.of(double.class, float.class, long.class, int.class, short.class, byte.class);

  private final Class<R> type;
  private final MethodHandles.Lookup lookup;

  RecordAccess(Class<R> type, MethodHandles.Lookup lookup) {
    this.type = type;
    this.lookup = lookup;
  }

  /** Kindling's own access to a record. */
  static MethodHandles.Lookup lookup(Class<?> type) {
    RecordAccess.class.getModule().addReads(type.getModule());
    try {
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
    } catch (IllegalAccessException e) {
      throw inaccessible(
          type,
          "binding("
              + type.getSimpleName()
              + ".class, MethodHandles.lookup()) passes yours on, or"
              + " open "
              + type.getPackageName()
              + " to io.kindling",
          e);
    }
  }

  @Override
  public Function<R, @Nullable Object> value(String column) {
    MethodHandle accessor = accessor(column);
    if (links()) {
      MethodType exact = accessor.type().wrap();
      return linked(
          Function.class, "apply", methodType(Object.class, Object.class), accessor, exact);
    }
    MethodHandle erased = accessor.asType(methodType(Object.class, Object.class));
    return row -> {
      try {
        return (Object) erased.invokeExact((Object) row);
      } catch (Throwable e) {
        throw thrown(e);
      }
    };
  }

  @Override
  public @Nullable ToDoubleFunction<R> number(String column) {
    MethodHandle accessor = accessor(column);
    if (!NUMBERS.contains(accessor.type().returnType())) {
      return null;
    }
    if (links()) {
      MethodType exact = accessor.type().changeReturnType(double.class);
      MethodType erased = methodType(double.class, Object.class);
      return linked(ToDoubleFunction.class, "applyAsDouble", erased, accessor, exact);
    }
    MethodHandle erased = accessor.asType(methodType(double.class, Object.class));
    return row -> {
      try {
        return (double) erased.invokeExact((Object) row);
      } catch (Throwable e) {
        throw thrown(e);
      }
    };
  }

  private MethodHandle accessor(String column) {
    try {
      return lookup.findVirtual(type, column, methodType(component(column)));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      throw inaccessible(type, "MethodHandles.lookup() of a class that sees it", e);
    }
  }

  private Class<?> component(String column) {
    RecordComponent[] components = type.getRecordComponents();
    for (RecordComponent component : components) {
      if (component.getName().equals(column)) {
        return component.getType();
      }
    }
    throw new DataException(
        "binding",
        "the record must have a component for each column",
        "none called "
            + column
            + " in "
            + type.getSimpleName()
            + Arrays.stream(components).map(RecordComponent::getName).toList(),
        "one, or a map by name",
        null);
  }

  /**
   * Whether an accessor can be {@link #linked}: that is done beside the caller's class, which only
   * full access allows, and whose loader must know the record.
   */
  private boolean links() {
    return lookup.hasFullPrivilegeAccess()
        && lookup.lookupClass().getClassLoader() == type.getClassLoader();
  }

  /**
   * An object of a functional interface whose method is the accessor; where that cannot be made, a
   * method handle does it, slower.
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // what is asked for is made
  private <F> F linked(
      Class<?> made, String method, MethodType erased, MethodHandle accessor, MethodType exact) {
    try {
      return (F)
          LambdaMetafactory.metafactory(lookup, method, methodType(made), erased, accessor, exact)
              .getTarget()
              .invoke();
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  /** Accessors and links declare no exception. */
  private static RuntimeException thrown(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException own ? own : new IllegalStateException(e);
  }

  private static DataException inaccessible(Class<?> type, String remedy, Throwable cause) {
    DataException refused =
        new DataException(
            "binding",
            "Kindling must have access to the record",
            "none to " + type.getName() + " in " + type.getModule(),
            "access",
            remedy);
    refused.initCause(cause);
    return refused;
  }
}
