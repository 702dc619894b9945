import { isIP } from 'node:net';

/** True for `localhost` and the addresses of this machine's loopback; IPv6 in brackets, as in a URL. */
export function isLoopback(hostname: string): boolean {
  if (hostname === 'localhost' || hostname === '[::1]') return true;
  return isIP(hostname) === 4 && hostname.startsWith('127.');
}
