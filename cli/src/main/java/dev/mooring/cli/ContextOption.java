package dev.mooring.cli;

import dev.mooring.token.TokenContext;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --context}, once for each entry. */
final class ContextOption {
    @Option(
            names = "--context",
            paramLabel = "NAME=VALUE",
            description = "What the token is bound to, such as tenant=acme; repeat it for more. A token opens only with"
                    + " the same names and values.")
    private List<String> entries = List.of();

    ContextOption() {}

    TokenContext context() {
        TokenContext context = TokenContext.none();
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            if (equals < 0) {
                throw new UnusableException("--context takes NAME=VALUE, such as --context tenant=acme");
            }
            context = context.and(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return context;
    }
}
