import {RpcSession, RpcTarget, newWebSocketRpcSession, type RpcStub, type RpcTransport} from 'capnweb';
import {HealingTransport, HealingWebSocket, type HealingState} from 'mooring-healing';

interface Cart extends RpcTarget {
  add(n: number): number;
}

interface Shop extends RpcTarget {
  cart(name: string): Cart;
}

const socket = new HealingWebSocket('wss://shop.example/api', {giveUpAfter: 600_000, backOff: {most: 1_000}});
socket.onstate = (state, {reason, doubt}) => {
  document.title = `${state}: ${reason ?? ''} ${doubt?.map(({number, call}) => `${number} ${call}`).join(', ') ?? ''}`;
};
const shop = newWebSocketRpcSession<Shop>(socket);
const sum: number = await shop.cart('mine').add(1);

const transport: RpcTransport = new HealingTransport(new URL('wss://shop.example/api'));
const same: RpcStub<Shop> = new RpcSession<Shop>(transport).getRemoteMain();

const open: 1 = HealingWebSocket.OPEN;
const state: HealingState = 'lost';

// @ts-expect-error an option that there is not
new HealingWebSocket('wss://shop.example/api', {giveUp: 1});
// @ts-expect-error a state that there is not
const wrong: HealingState = 'gone';

export {sum, same, open, state, wrong};
