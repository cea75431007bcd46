package dev.mooring.crypto.tink;

import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.testkit.TokenSealerContract;

class TinkAeadSealerContractTest extends TokenSealerContract {
    @Override
    protected TokenSealerProvider provider() {
        return new TinkAeadSealerProvider();
    }
}
