package io.kindling.tck.kit;

import io.kindling.error.BackendException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.AssertionFailureBuilder;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Aborts a test that the backend has refused a piece to, where it declares the piece as a gap. It
 * is the only way a contract test may be aborted: any other is a failure.
 */
final class GapExtension implements InvocationInterceptor {
  @Override
  public void interceptTestMethod(
      Invocation<Void> test, ReflectiveInvocationContext<Method> call, ExtensionContext context)
      throws Throwable {
    run(test, context);
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> test, DynamicTestInvocationContext call, ExtensionContext context)
      throws Throwable {
    run(test, context);
  }

  private static void run(Invocation<Void> test, ExtensionContext context) throws Throwable {
    try {
      test.proceed();
    } catch (TestAbortedException e) {
      AssertionFailureBuilder.assertionFailure()
          .message("only a declared gap may abort a test of the contract")
          .cause(e)
          .buildAndThrow();
    } catch (BackendException e) {
      String reason = backendUnderTest(context).gaps().get(e.operation());
      if (reason == null || !Gap.refusedBy(e)) {
        throw e;
      }
      throw new TestAbortedException("lacks " + e.operation() + ": " + reason, e);
    }
  }

  /** A dynamic test has no instance of its own, but the method that made it has. */
  private static BackendUnderTest backendUnderTest(ExtensionContext context) {
    return (BackendUnderTest)
        context
            .getTestInstance()
            .orElseGet(() -> backendUnderTest(context.getParent().orElseThrow()));
  }
}
