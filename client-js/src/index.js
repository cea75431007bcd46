export {HealingTransport} from './healing-transport.js';
export {HealingWebSocket} from './healing-web-socket.js';
