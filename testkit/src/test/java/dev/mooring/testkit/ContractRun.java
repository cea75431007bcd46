package dev.mooring.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs one test of a contract against a provider that breaks it. */
final class ContractRun {

    private ContractRun() {}

    /** The test ran, and failed as tests fail, not for want of something to test. */
    static void assertFails(Class<?> broken, String test) {
        Method method = Arrays.stream(broken.getMethods())
                .filter(candidate -> candidate.getName().equals(test))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The contract has no test " + test));
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(broken, method))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        List<TestExecutionSummary.Failure> failures = listener.getSummary().getFailures();
        assertFalse(failures.isEmpty(), () -> test + " did not notice " + broken.getSimpleName());
        failures.forEach(failure -> assertTrue(
                failure.getException() instanceof AssertionError,
                () -> test + " failed with " + failure.getException() + " instead of an assertion"));
    }
}
