package dev.mooring.spring.boot;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says why a bean of the starter's cannot be made, without the stack trace at whose end the reason stands. */
final class StartFailureAnalyzer implements FailureAnalyzer {
    private static final String OURS = "mooring";

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        Throwable reason = null;
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof BeanCreationException creation) {
                reason = isOurs(creation) ? creation.getCause() : null;
            }
        }
        while (reason != null
                && !(reason instanceof IllegalStateException || reason instanceof IllegalArgumentException)) {
            reason = reason.getCause();
        }
        return reason == null ? null : new FailureAnalysis(description(reason), null, reason);
    }

    private static boolean isOurs(BeanCreationException creation) {
        String name = creation.getBeanName();
        return name != null && name.startsWith(OURS);
    }

    /** A message of the starter's has the remedy; one of a database says more. */
    private static String description(Throwable reason) {
        Throwable cause = reason.getCause();
        String message = String.valueOf(reason.getMessage());
        return cause == null || message.contains(String.valueOf(cause.getMessage()))
                ? message
                : message + System.lineSeparator() + System.lineSeparator() + cause;
    }
}
