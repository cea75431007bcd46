package dev.mooring.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.ledger.Claim;
import dev.mooring.api.ledger.LedgerUnavailableException;
import dev.mooring.api.ledger.SessionLedger;
import dev.mooring.api.ledger.Superseding;
import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.metrics.micrometer.RpcMeters;
import dev.mooring.metrics.micrometer.SessionMeters;
import dev.mooring.metrics.micrometer.TokenMeters;
import dev.mooring.rpc.capnweb.RpcEndpoint;
import dev.mooring.rpc.capnweb.RpcTarget;
import dev.mooring.session.CapabilityRestorer;
import dev.mooring.session.InMemoryLedger;
import dev.mooring.session.PersistentSessionManager;
import dev.mooring.session.ResumeOutcome.Resumed;
import dev.mooring.session.Session;
import dev.mooring.session.SuspendedSession;
import dev.mooring.token.KeyFile;
import dev.mooring.token.KeyMaker;
import dev.mooring.token.KeySource;
import dev.mooring.token.Providers;
import dev.mooring.token.ResumeToken;
import dev.mooring.token.ResumeTokenManager;
import dev.mooring.token.TokenContext;
import dev.mooring.token.TokenStatistics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

@ExtendWith(OutputCaptureExtension.class)
class StarterTest {
    private static final TokenContext CALLER = TokenContext.of("principal", "alice");

    @TempDir
    private Path folder;

    private ApplicationContextRunner runner;

    @BeforeEach
    void makeKeys() throws IOException {
        runner = bare().withPropertyValues("mooring.keys=file:" + keyFile("hmac-sha256"));
    }

    private Path keyFile(String sealerId) throws IOException {
        TokenSealerProvider sealer = Providers.discover().sealer(sealerId);
        Path file = folder.resolve(sealerId + ".keys");
        new KeyFile(file)
                .create(new KeyMaker(sealer, null, new SecureRandom())
                        .create(sealer.algorithms().get(0), Instant.now()));
        return file;
    }

    private static ApplicationContextRunner bare() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        MetersAutoConfiguration.class,
                        LedgerAutoConfiguration.class,
                        MooringAutoConfiguration.class,
                        RpcAutoConfiguration.class,
                        ActuatorAutoConfiguration.class));
    }

    private static String suspended(PersistentSessionManager sessions) {
        return sessions.suspend(sessions.begin(CALLER)).token().text();
    }

    @Test
    void starter_withKeysAlone_suspendsAndResumes(CapturedOutput output) {
        runner.run(context -> {
            PersistentSessionManager sessions = context.getBean(PersistentSessionManager.class);
            assertThat(sessions.resume(suspended(sessions), CALLER)).isInstanceOf(Resumed.class);
            assertThat(context).hasSingleBean(InMemoryLedger.class).doesNotHaveBean(SessionMeters.class);
            assertThat(output).contains("The ledger is in memory");
        });
    }

    @Test
    void starter_withoutKeys_saysTheRemedy() {
        bare().run(context -> assertThat(context)
                .hasFailed()
                .getFailure()
                .rootCause()
                .hasMessageContaining("set mooring.keys, such as file:resume.keys"));
    }

    @Test
    void starter_withoutOptionalLibraries_starts() {
        runner.withClassLoader(new FilteredClassLoader(
                        "io.micrometer",
                        "dev.mooring.metrics",
                        "dev.mooring.rpc",
                        "dev.mooring.serve",
                        "dev.mooring.store",
                        "javax.sql",
                        "io.lettuce",
                        "org.springframework.data",
                        "org.springframework.boot.sql",
                        "org.springframework.boot.jdbc",
                        "org.springframework.web",
                        "org.springframework.boot.actuate",
                        "org.springframework.boot.health"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(PersistentSessionManager.class));
    }

    @Test
    void durationsAndVariables_areReadAsBootWritesThem_andForeignOnesIgnored() {
        Map<String, Object> variables = Map.of(
                "MOORING_TTL", "10m",
                "MOORING_MAXTOKENCHARS", "5000",
                "MOORING_HOME", "/opt/mooring",
                "MOORING_KEYS_OF_SOMEBODY_ELSE", "x");
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("systemEnvironment", variables)))
                .withPropertyValues("mooring.session.idle-timeout=90s", "mooring.max-session-age=2d")
                .run(context -> {
                    PersistentSessionManager sessions = context.getBean(PersistentSessionManager.class);
                    ResumeToken token = sessions.suspend(sessions.begin(CALLER)).token();
                    assertThat(Duration.between(token.issuedAt(), token.expiresAt()))
                            .isEqualTo(Duration.ofMinutes(10));
                    MooringProperties bound = context.getBean(MooringProperties.class);
                    assertThat(bound.maxTokenChars()).isEqualTo(5_000);
                    assertThat(bound.session().idleTimeout()).isEqualTo(Duration.ofSeconds(90));
                    assertThat(bound.maxSessionAge()).isEqualTo(Duration.ofDays(2));
                });
    }

    @Test
    void everyTokenProperty_reachesTheManager() {
        runner.withPropertyValues(
                        "mooring.codec=json",
                        "mooring.sealer=hmac-sha256",
                        "mooring.keys.reload=1m",
                        "mooring.accept.codecs=json",
                        "mooring.max-ttl=2h",
                        "mooring.clock-skew=5s",
                        "mooring.not-before=2020-01-01T00:00:00Z",
                        "mooring.compression=deflate",
                        "mooring.session.supersede-older-tokens=true",
                        "mooring.session.revoke-on-reuse=true")
                .run(context -> assertThat(context).hasNotFailed());
        runner.withPropertyValues("mooring.codec=nonsense")
                .run(context ->
                        assertThat(context).hasFailed().getFailure().rootCause().hasMessageContaining("nonsense"));
        runner.withPropertyValues("mooring.accept.other.keys=file:other.keys")
                .run(context ->
                        assertThat(context).hasFailed().getFailure().rootCause().hasMessageContaining("other"));
    }

    @Test
    void properties_haveTheNamesOfTheOtherPages() {
        runner.withPropertyValues(
                        "mooring.keys.reload=1m",
                        "mooring.accept.codecs[0]=json",
                        "mooring.accept.codecs[1]=cbor",
                        "mooring.accept.tink-aead.keys=file:other.keys",
                        "mooring.max-ttl=2h")
                .withBean(ResumeTokenManager.class, this::tokens)
                .run(context -> {
                    MooringProperties bound = context.getBean(MooringProperties.class);
                    assertThat(bound.keysReload()).isEqualTo(Duration.ofMinutes(1));
                    assertThat(bound.acceptedCodecs()).containsExactly("json", "cbor");
                    assertThat(TokenProperties.of(bound))
                            .containsOnly(
                                    Map.entry("mooring.keys.reload", "PT1M"),
                                    Map.entry("mooring.accept.codecs", "json,cbor"),
                                    Map.entry("mooring.max-ttl", "PT2H"));
                    assertThat(TokenProperties.acceptedSealers(bound))
                            .containsExactly(Map.entry("tink-aead", "file:other.keys"));
                });
    }

    @Test
    void variables_nameCodecsAndSealers_withoutTheirDashes() {
        Map<String, Object> variables = Map.of(
                "MOORING_ACCEPT_CODECS", "json,cbor",
                "MOORING_ACCEPT_TINKAEAD_KEYS", "file:other.keys",
                "MOORING_KEYS_RELOAD", "1m",
                "MOORING_LEDGER_CREATETABLE", "true");
        runner.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource("systemEnvironment", variables)))
                .withBean(ResumeTokenManager.class, this::tokens)
                .run(context -> {
                    MooringProperties bound = context.getBean(MooringProperties.class);
                    assertThat(bound.acceptedCodecs()).containsExactly("json", "cbor");
                    assertThat(TokenProperties.acceptedSealers(bound))
                            .containsExactly(Map.entry("tink-aead", "file:other.keys"));
                    assertThat(bound.keysReload()).isEqualTo(Duration.ofMinutes(1));
                    assertThat(bound.ledger().createTable()).isTrue();
                });
    }

    private ResumeTokenManager tokens() {
        return ResumeTokenManager.builder()
                .keys(KeySource.file(folder.resolve("hmac-sha256.keys")))
                .build();
    }

    @Test
    void propertiesOfTheJvm_thatAreUnknown_areRefused_too() {
        runner.withSystemProperties("mooring.tll=5m")
                .run(context ->
                        assertThat(context).hasFailed().getFailure().rootCause().hasMessageContaining("mooring.tll"));
        runner.withSystemProperties("mooring.ttl=5m", "mooring.keys.reload=1m")
                .run(context -> assertThat(
                                context.getBean(MooringProperties.class).ttl())
                        .isEqualTo(Duration.ofMinutes(5)));
    }

    /** The page shows how the keys and their reload are both written in YAML. */
    @Test
    void yamlOfThePage_isRead() throws IOException {
        String page = Files.readString(Path.of("../docs/spring-boot.md"));
        String yaml = page.split("```yaml\n", -1)[1].split("```", -1)[0];
        var sources = new YamlPropertySourceLoader()
                .load("page", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
        bare().withInitializer(context -> sources.forEach(
                        source -> context.getEnvironment().getPropertySources().addLast(source)))
                .withBean(KeySource.class, () -> KeySource.file(folder.resolve("hmac-sha256.keys")))
                .withBean(SessionLedger.class, InMemoryLedger::create)
                .run(context -> {
                    MooringProperties bound = context.getBean(MooringProperties.class);
                    assertThat(bound.keys()).isEqualTo("file:/etc/shop/resume.keys");
                    assertThat(bound.keysReload()).isEqualTo(Duration.ofSeconds(10));
                    assertThat(bound.ledger().address()).isEqualTo("redis://redis.internal");
                });
    }

    @Test
    void properties_thatAreUnknown_areRefused() {
        for (String name : new String[] {"mooring.keys-reload", "mooring.rpc.max-message-chars", "mooring.nonsense"}) {
            runner.withPropertyValues(name + "=1")
                    .run(context -> assertThat(context)
                            .hasFailed()
                            .getFailure()
                            .rootCause()
                            .hasMessageContaining(name));
        }
        runner.withPropertyValues("mooring.accept.keys.hmac-sha256=file:other.keys")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("mooring.accept.keys.hmac-sha256")
                        .hasMessageContaining("mooring.accept.<sealer>.keys"));
    }

    @Test
    void beansOfTheApplication_takeThePlaceOfTheStarters() {
        SessionLedger ledger = InMemoryLedger.create();
        TokenStatistics statistics = new TokenStatistics(Instant::now);
        CapabilityRestorer restorer = request -> CapabilityRestorer.refuseForNow();
        runner.withBean("myLedger", SessionLedger.class, () -> ledger)
                .withBean("myStatistics", TokenStatistics.class, () -> statistics)
                .withBean("myRestorer", CapabilityRestorer.class, () -> restorer)
                .run(context -> {
                    assertThat(context.getBean(SessionLedger.class)).isSameAs(ledger);
                    assertThat(context.getBean(TokenStatistics.class)).isSameAs(statistics);
                    assertThat(context.getBean(CapabilityRestorer.class)).isSameAs(restorer);
                    ResumeTokenManager tokens = context.getBean(ResumeTokenManager.class);
                    runner.withBean("myTokens", ResumeTokenManager.class, () -> tokens)
                            .run(second -> assertThat(second.getBean(ResumeTokenManager.class))
                                    .isSameAs(tokens));
                    PersistentSessionManager own =
                            PersistentSessionManager.builder(tokens, restorer).build();
                    runner.withBean("mySessions", PersistentSessionManager.class, () -> own)
                            .run(second -> assertThat(second.getBean(PersistentSessionManager.class))
                                    .isSameAs(own));
                });
    }

    @Test
    void managerOfTheApplication_isDrainedAndCounted_andNeedsNoneOfTheStartersParts(CapturedOutput output) {
        PersistentSessionManager own = PersistentSessionManager.builder(
                        tokens(), request -> CapabilityRestorer.refuse())
                .build();
        bare().withBean("mySessions", PersistentSessionManager.class, () -> own)
                .withPropertyValues("management.health.mooring.enabled=false")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    own.begin(CALLER);
                    assertThat(context.getBean(AllSessions.class).live()).isEqualTo(1);
                    context.close();
                    assertThat(own.isDraining()).isTrue();
                });
        assertThat(output).contains("Drain: suspended 1 of 1 sessions").doesNotContain("The ledger is in memory");
    }

    @Test
    void managerOfTheApplication_hasItsLedgerAsked() {
        SessionLedger ledger = new DeadLedger();
        runner.withBean(SessionLedger.class, () -> ledger)
                .withBean(
                        PersistentSessionManager.class,
                        () -> PersistentSessionManager.builder(tokens(), request -> CapabilityRestorer.refuse())
                                .ledger(ledger)
                                .build())
                .run(context -> assertThat(
                                context.getBean(LedgerHealth.class).health().getStatus())
                        .isEqualTo(Status.DOWN));
    }

    @Test
    void metersAndHealthOfTheApplication_takeThePlaceOfTheStarters() {
        MeterRegistry registry = new SimpleMeterRegistry();
        HealthIndicator health = () -> Health.up().build();
        runner.withBean(MeterRegistry.class, () -> registry)
                .withBean("myTokenMeters", TokenMeters.class, () -> new TokenMeters(registry))
                .withBean("mySessionMeters", SessionMeters.class, () -> new SessionMeters(registry))
                .withBean("myRpcMeters", RpcMeters.class, () -> new RpcMeters(registry))
                .withBean("mooringHealthIndicator", HealthIndicator.class, () -> health)
                .run(context -> assertThat(context)
                        .hasSingleBean(TokenMeters.class)
                        .hasSingleBean(SessionMeters.class)
                        .hasSingleBean(RpcMeters.class)
                        .doesNotHaveBean(LedgerHealth.class));
    }

    @Test
    void endpoint_showsTheKeysOfEachSealer() throws IOException {
        Path other = keyFile("tink-aead");
        runner.withPropertyValues(
                        "mooring.accept.tink-aead.keys=file:" + other,
                        "management.endpoints.web.exposure.include=mooring")
                .run(context -> {
                    MooringEndpoint endpoint = context.getBean(MooringEndpoint.class);
                    assertThat(endpoint.shown().keys())
                            .extracting(MooringEndpoint.Key::sealer)
                            .containsExactly("hmac-sha256", "tink-aead");
                    context.getBean(KnownKeys.class)
                            .keysChanged(KeySource.file(other).load());
                    assertThat(endpoint.shown().keys()).hasSize(2);
                });
    }

    @Test
    void keySourceAndCustomizers_areUsed() {
        KeySource source = KeySource.file(folder.resolve("hmac-sha256.keys"));
        bare().withBean(KeySource.class, () -> source)
                .withBean(TokenManagerCustomizer.class, () -> builder -> builder.maxTokenChars(300))
                .withBean(SessionManagerCustomizer.class, () -> builder -> builder.supersedeOlderTokens())
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(KnownKeys.class).sets()).hasSize(1);
                });
    }

    @Test
    void drain_whenTheContextCloses_handsEachTokenOver(CapturedOutput output) {
        List<SuspendedSession> handed = new CopyOnWriteArrayList<>();
        runner.withBean(SessionHandOver.class, () -> (session, suspended) -> handed.add(suspended))
                .run(context -> {
                    PersistentSessionManager sessions = context.getBean(PersistentSessionManager.class);
                    sessions.begin(CALLER);
                    sessions.begin(CALLER);
                    context.close();
                    assertThat(handed).hasSize(2);
                    assertThat(sessions.activeSessions()).isZero();
                });
        assertThat(output).contains("Drain: suspended 2 of 2 sessions");
    }

    @Test
    void pause_ofTheContext_drainsNothing() {
        runner.run(context -> {
            PersistentSessionManager sessions = context.getBean(PersistentSessionManager.class);
            ConfigurableApplicationContext pausable = context.getSourceApplicationContext();
            sessions.begin(CALLER);
            pausable.pause();
            pausable.restart();
            sessions.begin(CALLER);
            assertThat(sessions.activeSessions()).isEqualTo(2);
        });
    }

    @Test
    void drain_withoutAHandOver_warns_andCanBeSwitchedOff(CapturedOutput output) {
        runner.run(context -> {
            context.getBean(PersistentSessionManager.class).begin(CALLER);
            context.close();
        });
        assertThat(output).contains("nobody was given their tokens");
        runner.withPropertyValues("mooring.drain.enabled=false").run(context -> {
            assertThat(context).doesNotHaveBean(SessionDrain.class);
        });
    }

    @Test
    void drain_thatLeavesASession_warnsWithItsReason(CapturedOutput output) {
        runner.run(context -> {
            Session session = context.getBean(PersistentSessionManager.class).begin(CALLER);
            session.exports().exportStub(new Object(), null);
            context.close();
        });
        assertThat(output).contains("not suspended: {ENCODING_FAILED=1}");
    }

    @Test
    void meters_withARegistry_countEverything() {
        runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            assertThat(context)
                    .hasSingleBean(TokenMeters.class)
                    .hasSingleBean(SessionMeters.class)
                    .hasSingleBean(RpcMeters.class);
            PersistentSessionManager sessions = context.getBean(PersistentSessionManager.class);
            sessions.resume(suspended(sessions), CALLER);
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            assertThat(registry.get("mooring.sessions.resumed").counter().count())
                    .isEqualTo(1);
            assertThat(registry.get("mooring.sessions.live").gauge().value()).isEqualTo(1);
            assertThat(registry.get("mooring.tokens.opened").counter().count()).isEqualTo(1);
        });
    }

    /** A ledger whose store is away. */
    private static final class DeadLedger implements SessionLedger {
        private static LedgerUnavailableException dead() {
            return new LedgerUnavailableException("The store is away: start it");
        }

        @Override
        public Answer claim(Claim claim) throws LedgerUnavailableException {
            throw dead();
        }

        @Override
        public boolean supersede(Superseding superseding) throws LedgerUnavailableException {
            throw dead();
        }

        @Override
        public void revoke(String sessionId) throws LedgerUnavailableException {
            throw dead();
        }

        @Override
        public void check() throws LedgerUnavailableException {
            throw dead();
        }

        @Override
        public void close() {}
    }

    @Test
    void health_ofADeadLedger_isDownAndSaysWhy() {
        runner.withBean(SessionLedger.class, DeadLedger::new).run(context -> {
            Health health = context.getBean(LedgerHealth.class).health();
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails()).containsEntry("error", "The store is away: start it");
        });
    }

    @Test
    void health_ofAGoodLedger_isUpUntilTheDrain() {
        runner.run(context -> {
            LedgerHealth health = context.getBean(LedgerHealth.class);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            context.getBean(SessionDrain.class).stop();
            assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        });
        runner.withPropertyValues("management.health.mooring.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(LedgerHealth.class));
    }

    @Test
    void endpoint_isExposedIfAskedFor_andSaysWhetherKeysMayGo() {
        runner.run(context -> assertThat(context).doesNotHaveBean(MooringEndpoint.class));
        runner.withPropertyValues("management.endpoints.web.exposure.include=mooring")
                .run(context -> {
                    PersistentSessionManager sessions = context.getBean(PersistentSessionManager.class);
                    suspended(sessions);
                    sessions.begin(CALLER);
                    MooringEndpoint.Shown shown =
                            context.getBean(MooringEndpoint.class).shown();
                    assertThat(shown.sessions()).isEqualTo(new MooringEndpoint.Sessions(1, false));
                    assertThat(shown.providers()).anyMatch(provider -> provider.contains("json"));
                    MooringEndpoint.Key key = shown.keys().get(0);
                    assertThat(key.mayGo()).isFalse();
                    assertThat(key.status()).isEqualTo("sealing");
                    assertThat(key.why()).contains("it still seals").contains("issued 1 tokens");
                });
    }

    @Test
    void rpcEndpoint_withoutABuilder_isNotThere() {
        runner.run(context -> assertThat(context).doesNotHaveBean(RpcEndpoint.class));
    }

    /** Called by JavaScript. */
    public interface Shop extends RpcTarget {
        /** Answers. */
        String greet();
    }

    @Test
    void rpcEndpoint_ofABuilder_healsWithTheStartersParts_andIsDrained(CapturedOutput output) {
        runner.withBean(RpcEndpoint.Builder.class, () -> RpcEndpoint.builder(Shop.class, peer -> (Shop) () -> "hello"))
                .run(context -> {
                    RpcEndpoint endpoint = context.getBean(RpcEndpoint.class);
                    assertThat(endpoint.subprotocol(List.of(RpcEndpoint.SUBPROTOCOL)))
                            .contains(RpcEndpoint.SUBPROTOCOL);
                    context.close();
                    assertThat(endpoint.isDraining()).isTrue();
                });
        assertThat(output).contains("Drain of Cap'n Web: RpcDrained[moved=0");
    }
}
