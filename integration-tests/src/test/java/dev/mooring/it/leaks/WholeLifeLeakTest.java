package dev.mooring.it.leaks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.it.deployed.Choice;
import dev.mooring.it.leaks.LeakNet.Seen;
import dev.mooring.metrics.micrometer.TokenMeters;
import dev.mooring.token.ResumeTokenException.Reason;
import dev.mooring.token.TokenStatistics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole life of keys, tokens and sessions, with every refusal, shows no secret to anybody who looks (L04, L07, L08, L15). */
class WholeLifeLeakTest {
    @TempDir
    private Path folder;

    private final Diary diary = new Diary(Content.net());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TokenStatistics statistics = diary.note(new TokenStatistics(() -> Content.NOW));

    private List<Seen> seen(Choice choice) throws Throwable {
        List<Seen> seen = new ArrayList<>(Surroundings.of(folder, () -> live(choice)));
        seen.addAll(diary.seen());
        registry.getMeters()
                .forEach(meter -> seen.add(new Seen("a meter", meter.getId().toString())));
        seen.add(new Seen("statistics", statistics.keys() + " " + statistics.sealers() + statistics.refusals()));
        return seen;
    }

    private void live(Choice choice) throws Exception {
        Path keys = KeyLife.of(choice.sealer(), folder, diary).live();
        TokenLife tokens = new TokenLife(choice.codec(), keys, diary, new TokenMeters(registry), statistics);
        tokens.live();
        new SessionLife(tokens).live();
    }

    @ParameterizedTest
    @EnumSource
    void l07_wholeLife_leaksNothing(Choice choice) throws Throwable {
        List<Seen> seen = seen(choice);
        assertEquals(List.of(), diary.net.in(seen));
        assertSeen(
                seen, "a log record of io.lettuce", "the event dev.mooring.TokenRefused", "the event jdk.ThreadStart");
        assertSeen(seen, "a meter", "toString of dev.mooring.api.keys.KeyMaterial", "an exception", "an MBean's name");
        assertEquals(EnumSet.allOf(Reason.class), diary.reasons);
    }

    /** A net that looks at nothing finds nothing, so each of these places has to be among the texts. */
    private static void assertSeen(List<Seen> seen, String... places) {
        for (String place : places) {
            assertTrue(seen.stream().anyMatch(each -> each.where().startsWith(place)), place);
        }
    }
}
