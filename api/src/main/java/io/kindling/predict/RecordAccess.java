package io.kindling.predict;

import static java.lang.invoke.MethodType.methodType;

import io.kindling.error.DataException;
import java.lang.invoke.CallSite;
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
    Class<?> component = component(column);
    MethodType boxed = methodType(component, type).wrap();
    Function<R, @Nullable Object> accessor =
        link(
            column,
            methodType(Function.class),
            "apply",
            methodType(Object.class, Object.class),
            boxed);
    return accessor;
  }

  @Override
  public @Nullable ToDoubleFunction<R> number(String column) {
    return NUMBERS.contains(component(column))
        ? link(
            column,
            methodType(ToDoubleFunction.class),
            "applyAsDouble",
            methodType(double.class, Object.class),
            methodType(double.class, type))
        : null;
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

  /** An object of a functional interface whose method is the accessor. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // what is asked for is made
  private <F> F link(
      String column, MethodType made, String method, MethodType erased, MethodType exact) {
    try {
      MethodHandle accessor = lookup.findVirtual(type, column, methodType(component(column)));
      CallSite site = LambdaMetafactory.metafactory(lookup, method, made, erased, accessor, exact);
      return (F) site.getTarget().invoke();
    } catch (IllegalAccessException e) {
      throw inaccessible(type, "MethodHandles.lookup() of a class that sees it", e);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw inaccessible(type, "MethodHandles.lookup() of a class that sees it", e);
    }
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
