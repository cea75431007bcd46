// npm's own server on Node.js with the package ws: node server.mjs PACKAGES. It says its port, and ends with its standard input.

import {pathToFileURL} from 'node:url';

const load = path => import(pathToFileURL(`${process.argv[2]}/node_modules/${path}`));
const {RpcTarget, newWebSocketRpcSession} = await load('capnweb/dist/index.js');
const {default: WebSocket, WebSocketServer} = await load('ws/wrapper.mjs');
// newWebSocketRpcSession looks at it, and Node.js 20 has none
globalThis.WebSocket ??= WebSocket;

class Till extends RpcTarget {
  add(a, b) {
    return a + b;
  }

  drawer() {
    return new Till();
  }
}

const server = new WebSocketServer({host: '127.0.0.1', port: 0, backlog: 1024});
server.on('connection', socket => newWebSocketRpcSession(socket, new Till()));
server.on('listening', () => console.log(`ready ${server.address().port}`));
process.stdin.on('end', () => process.exit(0)).resume();
