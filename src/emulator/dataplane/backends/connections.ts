/** Kept-alive HTTP/1.1 connections to backends, one pool per socket address and TLS name. */
import { Pool } from 'undici';
import type { SocketAddress } from '../../contracts.ts';
import { addressText } from '../../listen.ts';
import type { BackendTls } from '../compile/configuration.ts';
import { connectBackend } from './connect.ts';

export interface Connections {
  to(address: SocketAddress, tls: BackendTls | null, backendName: string): Pool;
  /** After the requests under way. */
  close(): void;
}

const CONNECT_TIMEOUT_MS = 10_000;

export function createConnections(): Connections {
  const plain = new Map<string, Pool>();
  const secure = new Map<BackendTls, Map<string, Pool>>();

  return {
    to(address, tls, backendName) {
      const pools = tls ? getOrAdd(secure, tls, () => new Map<string, Pool>()) : plain;
      const key = `${address.host} ${address.port} ${tls ? backendName : ''}`;
      return getOrAdd(pools, key, () => openPool(address, tls, backendName));
    },
    close() {
      for (const pools of [plain, ...secure.values()]) for (const pool of pools.values()) void pool.close();
    },
  };
}

/** The origin says `http` even over TLS: for `https` undici would reconnect whenever the Host header changes. */
function openPool(address: SocketAddress, tls: BackendTls | null, backendName: string): Pool {
  return new Pool(`http://${addressText(address)}`, {
    pipelining: 1,
    connect(_options, callback) {
      const socket = connectBackend(address, tls, backendName);
      const failed = (error: Error): void => callback(error, null);
      const late = (): void => void socket.destroy(new Error('the connection takes too long'));
      socket.setTimeout(CONNECT_TIMEOUT_MS).once('timeout', late).once('error', failed);
      socket.once(tls ? 'secureConnect' : 'connect', () => {
        if (socket.destroyed) return;
        socket.setTimeout(0).off('timeout', late).off('error', failed);
        callback(null, socket);
      });
    },
  });
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
