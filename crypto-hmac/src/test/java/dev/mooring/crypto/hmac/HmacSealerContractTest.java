package dev.mooring.crypto.hmac;

import dev.mooring.api.spi.TokenSealerProvider;
import dev.mooring.testkit.TokenSealerContract;

class HmacSealerContractTest extends TokenSealerContract {
    @Override
    protected TokenSealerProvider provider() {
        return new HmacSealerProvider();
    }
}
