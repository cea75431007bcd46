package dev.mooring.it.choices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.mooring.api.snapshot.SessionSnapshot;
import dev.mooring.api.snapshot.Value;
import dev.mooring.it.deployed.Choice;
import dev.mooring.it.deployed.Keys;
import dev.mooring.it.leaks.Content;
import dev.mooring.token.KeySource;
import dev.mooring.token.ResumeTokenManager;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of a token's content that can be seen without keys. */
class SealerVisibilityTest {
    @TempDir
    private static Path folder;

    private static byte[] sealed(String codec, String sealer, SessionSnapshot snapshot) {
        ResumeTokenManager tokens = ResumeTokenManager.builder()
                .codec(codec)
                .keys(KeySource.file(new Keys(folder).file(sealer, sealer + ".keys")))
                .clock(() -> Content.NOW)
                .build();
        String text = tokens.issue(snapshot, Content.CALLER).text();
        return Base64.getUrlDecoder().decode(text.substring("mrt1.".length()));
    }

    private static Set<String> visible(Choice choice) {
        byte[] frame = sealed(choice.codec(), choice.sealer(), Content.snapshot());
        return Content.net().in(new String(frame, StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @EnumSource
    void l12_content_isReadableInSignedTokensOnly(Choice choice) {
        Set<String> signed = new TreeSet<>(Set.of(
                "a capability",
                "a reference",
                "a text",
                "a variable's name",
                "an error's message",
                "an object's key",
                "bytes",
                "the session id"));
        if (choice.codec().equals("json")) {
            signed.add("a number");
        }
        assertEquals(choice.sealer().equals("hmac-sha256") ? signed : Set.of(), visible(choice));
    }

    @ParameterizedTest
    @EnumSource
    void l12_context_isInNoToken(Choice choice) {
        assertFalse(visible(choice).contains("the context"));
    }

    /** Whatever the content, the length of one says that of the other: nothing is padded, and nothing else shows. */
    @ParameterizedTest
    @ValueSource(strings = {"json", "cbor"})
    void l13_length_ofAnEncryptedToken_isThatOfTheSignedOneAndAConstant(String codec) {
        IntUnaryOperator difference = variables -> {
            SessionSnapshot snapshot = withVariables(variables);
            return sealed(codec, "tink-aead", snapshot).length - sealed(codec, "hmac-sha256", snapshot).length;
        };
        assertEquals(
                1,
                IntStream.of(0, 1, 2, 3, 10, 100, 1_000)
                        .map(difference)
                        .boxed()
                        .collect(Collectors.toSet())
                        .size());
    }

    private static SessionSnapshot withVariables(int count) {
        var snapshot = SessionSnapshot.builder(Content.SESSION, Content.NOW);
        IntStream.range(0, count).forEach(i -> snapshot.variable("v" + i, Value.of(Content.TEXT)));
        return snapshot.build();
    }
}
