package dev.mooring.crypto.hmac;

import dev.mooring.testkit.TokenSealerContract;
import dev.mooring.token.spi.TokenSealerProvider;

class HmacSealerContractTest extends TokenSealerContract {
    @Override
    protected TokenSealerProvider provider() {
        return new HmacSealerProvider();
    }
}
