package dev.mooring.cli;

import dev.mooring.token.TokenContext;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --context}, once for each entry. */
final class ContextOption {
    /** The character that Java puts in place of bytes of an argument that are no text in the locale's encoding. */
    private static final char UNREADABLE = '\uFFFD';

    @Option(
            names = "--context",
            paramLabel = "NAME=VALUE",
            description =
                    "The context that the token is bound to, such as tenant=acme; repeat it for more. A token opens only with"
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
            if (entry.indexOf(UNREADABLE) >= 0) {
                throw new UnusableException("A --context has characters that cannot be read in this locale, where"
                        + " different values would pass for the same: set LC_ALL to one of UTF-8, such as C.UTF-8");
            }
            context = context.and(entry.substring(0, equals), entry.substring(equals + 1));
        }
        return context;
    }
}
