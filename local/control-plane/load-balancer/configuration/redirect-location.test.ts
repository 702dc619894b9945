import { expect, it } from 'vitest';
import { redirectLocation } from './redirect-location.ts';

const asRequested = {
  type: 'redirect',
  statusCode: 'HTTP_302',
  protocol: '#{protocol}',
  host: '#{host}',
  port: '#{port}',
  path: '/#{path}',
  query: '#{query}',
} as const;
const listener = { port: 80, protocol: 'HTTP' } as const;
const host = '%[req.hdr(host),host_only,lower]';
const path = '%[path,regsub(^/,)]';

it.each([
  [{ protocol: 'HTTPS', port: '443' }, `https://${host}:443/${path}%[var(txn.query)]`],
  [{}, `http://${host}:80/${path}%[var(txn.query)]`],
  [{ host: 'shop.example.com', path: '/100%', query: '' }, 'http://shop.example.com:80/100%%'],
  [{ path: '/x', query: 'from=#{path}&#{query}' }, `http://${host}:80/x?from=${path}&%[query]`],
  [{ path: '/##{path}#', query: '' }, `http://${host}:80/#${path}#`],
])('a redirect with %o', (changes, location) => {
  expect(redirectLocation({ ...asRequested, ...changes }, listener)).toBe(location);
});
