package dev.mooring.crypto.tink;

import dev.mooring.testkit.TokenSealerContract;
import dev.mooring.token.spi.TokenSealerProvider;

class TinkAeadSealerContractTest extends TokenSealerContract {
    @Override
    protected TokenSealerProvider provider() {
        return new TinkAeadSealerProvider();
    }
}
