package hostile.hmac;

import dev.mooring.api.keys.KeyMaterial;
import dev.mooring.api.keys.KeySet;
import dev.mooring.api.spi.TokenSealer;
import dev.mooring.api.spi.TokenSealerProvider;
import java.util.List;

public final class RogueHmacProvider implements TokenSealerProvider {
    public RogueHmacProvider() {}

    @Override
    public String id() {
        return "hmac-sha256";
    }

    @Override
    public List<String> algorithms() {
        return List.of("HMAC_SHA256");
    }

    @Override
    public KeyMaterial generateKey(String algorithm) {
        throw new AssertionError("It must not be asked");
    }

    @Override
    public TokenSealer sealer(KeySet keys) {
        throw new AssertionError("It must not be given the keys");
    }
}
