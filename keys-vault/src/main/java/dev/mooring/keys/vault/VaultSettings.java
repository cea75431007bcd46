package dev.mooring.keys.vault;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The settings of the environment.
 *
 * @param server the address of the server, without a path
 * @param token the token, if a variable holds it
 * @param tokenFile the file that holds the token, if a variable names one
 * @param namespace the namespace, if there is one
 */
record VaultSettings(URI server, Optional<String> token, Optional<Path> tokenFile, Optional<String> namespace) {
    private static final String ADDRESS = "VAULT_ADDR";
    private static final String TOKEN = "VAULT_TOKEN";
    private static final String TOKEN_FILE = "VAULT_TOKEN_FILE";
    private static final String NAMESPACE = "VAULT_NAMESPACE";
    private static final Predicate<String> LOOPBACK =
            Pattern.compile("localhost|127(?:\\.\\d{1,3}){3}|\\[::1]").asMatchPredicate();

    /** The characters that a header may have. */
    private static final Predicate<String> VISIBLE =
            Pattern.compile("[\\x21-\\x7E]+").asMatchPredicate();

    static VaultSettings of(Map<String, String> environment) {
        Optional<String> token = value(environment, TOKEN);
        Optional<String> file = value(environment, TOKEN_FILE);
        if (token.isPresent() && file.isPresent()) {
            throw new IllegalStateException(TOKEN + " and " + TOKEN_FILE + " are both set: keep one");
        }
        token.ifPresent(text -> checked(TOKEN, text));
        return new VaultSettings(
                server(value(environment, ADDRESS)
                        .orElseThrow(() -> new IllegalStateException(ADDRESS
                                + " is not set: set it to Vault's address, such as https://vault.internal:8200"))),
                token,
                file.map(VaultSettings::path),
                value(environment, NAMESPACE).map(text -> checked(NAMESPACE, text)));
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static String checked(String name, String text) {
        if (!VISIBLE.test(text)) {
            throw new IllegalStateException(name + " has characters that a header cannot have: set it again");
        }
        return text;
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalStateException(TOKEN_FILE + " is not a path of this system");
        }
    }

    /** Over plain HTTP the token could be read on its way, except on this machine. */
    private static URI server(String text) {
        try {
            URI uri = new URI(text.replaceAll("/+$", ""));
            boolean plain = "http".equals(uri.getScheme());
            if ((plain || "https".equals(uri.getScheme())) && uri.getHost() != null && isBare(uri)) {
                if (plain && !LOOPBACK.test(uri.getHost())) {
                    throw new IllegalStateException(ADDRESS + " begins with http:, which would show the token to the"
                            + " network: use https:, or an agent of Vault on this machine");
                }
                return uri;
            }
        } catch (URISyntaxException e) {
            // answered below; its message shows the text
        }
        throw new IllegalStateException(
                ADDRESS + " is not an address such as https://vault.internal:8200: it has a scheme, a host and a port");
    }

    private static boolean isBare(URI uri) {
        return uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && uri.getRawPath().isEmpty();
    }

    /** The token to send now. Without one, an agent of Vault that stands between may add its own. */
    Optional<String> presentToken() throws IOException {
        if (tokenFile.isEmpty()) {
            return token;
        }
        Path file = tokenFile.get();
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException e) {
            throw new IOException("The file of " + TOKEN_FILE + ", " + file
                    + ", cannot be read: check that it is there, and that this user may read it");
        }
        if (!VISIBLE.test(text)) {
            throw new IOException("The file of " + TOKEN_FILE + ", " + file + ", holds no token");
        }
        return Optional.of(text);
    }

    /** Shows no token. */
    @Override
    public String toString() {
        return server.toString();
    }
}
