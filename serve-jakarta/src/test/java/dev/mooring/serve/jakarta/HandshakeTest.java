package dev.mooring.serve.jakarta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mooring.serve.jakarta.internal.CapnWebSocket;
import dev.mooring.serve.jakarta.internal.Fakes;
import dev.mooring.token.TokenContext;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeTest {

    private static ServerEndpointConfig config(CapnWebOptions options) {
        return CapnWebEndpoint.config("/api", Fakes.endpoint(), options);
    }

    private static Object context(CapnWebOptions options, String uri, Map<String, List<String>> headers) {
        ServerEndpointConfig config = config(options);
        config.getUserProperties().put(CapnWebSocket.CONTEXT, "that of another handshake");
        config.getConfigurator().modifyHandshake(config, Fakes.request(uri, headers), HashMap::new);
        return config.getUserProperties().get(CapnWebSocket.CONTEXT);
    }

    @ParameterizedTest
    @CsvSource({
        "ws://shop.example/api,  shop.example,      https://shop.example,      true",
        "ws://shop.example/api,  shop.example,      http://shop.example,       true",
        "ws://shop.example/api,  Shop.Example:8080, http://shop.example:8080,  true",
        "wss://shop.example/api, shop.example,      https://shop.example,      true",
        "wss://shop.example/api, shop.example,      http://shop.example,       false",
        "ws://shop.example/api,  shop.example,      https://evil.example,      false",
        "ws://shop.example/api,  shop.example,      https://shop.example:8443, false",
        "ws://shop.example/api,  shop.example,      https://evil-shop.example, false",
        "ws://shop.example/api,  shop.example,      https://shop.example.evil, false",
        "ws://shop.example/api,  shop.example,      file://shop.example,       false",
        "ws://shop.example/api,  '',                https://,                  false"
    })
    void origin_unlessOthersAreNamed_isThatOfTheServer(String uri, String host, String origin, boolean admitted) {
        Map<String, List<String>> headers = Map.of("HOST", List.of(host), "origin", List.of(origin));
        assertEquals(admitted ? TokenContext.none() : null, context(CapnWebOptions.DEFAULT, uri, headers));
    }

    @Test
    void origin_thatIsMissing_isOfNoBrowser() {
        assertEquals(
                TokenContext.none(),
                context(CapnWebOptions.DEFAULT, "ws://shop.example/", Map.of("Host", List.of("shop.example"))));
    }

    @Test
    void origins_moreThanOne_areRefused() {
        Map<String, List<String>> headers = Map.of(
                "Host", List.of("shop.example"), "Origin", List.of("https://shop.example", "https://evil.example"));
        assertEquals(null, context(CapnWebOptions.DEFAULT, "ws://shop.example/", headers));
    }

    @Test
    void origins_thatAreNamed_replaceTheServersOwn() {
        CapnWebOptions named = CapnWebOptions.DEFAULT.withOrigins("https://page.example");
        ServerEndpointConfig.Configurator handshake = config(named).getConfigurator();
        assertTrue(handshake.checkOrigin("https://page.example"));
        assertTrue(handshake.checkOrigin(null));
        assertFalse(handshake.checkOrigin("https://shop.example"));
        assertFalse(handshake.checkOrigin("null"));
        Map<String, List<String>> headers =
                Map.of("Host", List.of("shop.example"), "Origin", List.of("https://page.example"));
        assertEquals(TokenContext.none(), context(named, "ws://shop.example/", headers));
    }

    @Test
    void originNull_whateverIsAllowed_isRefused() {
        assertFalse(config(CapnWebOptions.DEFAULT).getConfigurator().checkOrigin("null"));
        ServerEndpointConfig.Configurator any =
                config(CapnWebOptions.DEFAULT.withOrigins("*")).getConfigurator();
        assertFalse(any.checkOrigin("null"));
        assertTrue(any.checkOrigin("https://any.example"));
    }

    @Test
    void context_thatIsRefused_leavesNoneOfAnother() {
        CapnWebOptions refusing = CapnWebOptions.DEFAULT.withContext(request -> Optional.empty());
        assertEquals(null, context(refusing, "ws://shop.example/", Map.of()));
    }

    @Test
    void context_isToldFromTheHandshake() {
        CapnWebOptions byHeader = CapnWebOptions.DEFAULT.withContext(request -> Optional.of(
                TokenContext.of("tenant", request.getHeaders().get("Tenant").get(0))));
        assertEquals(
                TokenContext.of("tenant", "t1"),
                context(byHeader, "ws://shop.example/", Map.of("Tenant", List.of("t1"))));
    }

    @Test
    void extensions_unlessAskedFor_areNone() {
        assertEquals(
                List.of(),
                config(CapnWebOptions.DEFAULT).getConfigurator().getNegotiatedExtensions(List.of(), List.of()));
    }

    @Test
    void subprotocol_ofAnEndpointThatDoesNotHeal_isNone() {
        ServerEndpointConfig config = CapnWebEndpoint.config("/api", Fakes.endpoint());
        assertEquals("/api", config.getPath());
        assertEquals(
                "",
                config.getConfigurator().getNegotiatedSubprotocol(config.getSubprotocols(), List.of("mooring.rpc.v1")));
    }

    @Test
    void socket_isMadeForEachConnection() throws InstantiationException {
        ServerEndpointConfig.Configurator handshake =
                config(CapnWebOptions.DEFAULT).getConfigurator();
        assertNotSame(
                handshake.getEndpointInstance(CapnWebSocket.class), handshake.getEndpointInstance(CapnWebSocket.class));
    }
}
