package dev.mooring.keys.vault;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One field of one secret.
 *
 * @param mount the path of the secrets engine
 * @param path the path of the secret in it
 * @param field the field that holds the text of a key file
 */
record VaultSecret(String mount, String path, String field) {
    private static final String DEFAULT_FIELD = "keys";
    private static final Pattern FORM =
            Pattern.compile("((?:[\\w.-]|%2F)+)/([\\w.-]+(?:/[\\w.-]+)*)(?:#([\\w.-]+))?", Pattern.CASE_INSENSITIVE);

    /** Reads {@code MOUNT/PATH#FIELD}. */
    static VaultSecret parse(String address) {
        Matcher form = FORM.matcher(address);
        if (!form.matches() || (form.group(1) + "/" + form.group(2)).matches("(?:.*/)?\\.{1,2}(?:/.*)?")) {
            throw new IllegalArgumentException("the address in Vault is MOUNT/PATH or MOUNT/PATH#FIELD, such as"
                    + " secret/resume#keys, of letters, digits and . _ -; a slash in the mount is %2F");
        }
        String field = form.group(3);
        return new VaultSecret(
                form.group(1).replaceAll("(?i)%2F", "/"), form.group(2), field == null ? DEFAULT_FIELD : field);
    }

    /** The path of the read in Vault's API. */
    String apiPath() {
        return "/v1/" + mount + "/data/" + path;
    }

    @Override
    public String toString() {
        return mount.replace("/", "%2F") + "/" + path + "#" + field;
    }
}
