import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { EdgeAnswer, EdgeClient } from '../edge-client.ts';
import { edgeVisitors } from './edge-visitors.ts';

type Change = (asked: Asked, answer: EdgeAnswer) => EdgeAnswer;
type Asked = { readonly path: string; readonly headers: Readonly<Record<string, string>> };

const html = '<link href="/assets/a.css"><img src="/rails/active_storage/1.png">';
const answered = (more: Partial<EdgeAnswer>): EdgeAnswer => ({
  ...{ status: 200, headers: {}, setCookies: [], body: Buffer.alloc(0) },
  ...more,
});

/** A store behind an edge, all of whose answers a change may spoil. */
function exampleEdge(change: Change): EdgeClient {
  const carts = new Map<string, unknown>();
  const page = (body: string, encodings = '', setCookies: readonly string[] = []) =>
    encodings.includes('gzip')
      ? answered({ setCookies, headers: { 'content-encoding': 'gzip' }, body: gzipSync(body) })
      : answered({ setCookies, body: Buffer.from(body) });
  const kept = () => answered({ headers: { 'x-cache': 'Hit from cloudfront' } });
  const answerTo = ({ path, headers }: Asked, body: unknown): EdgeAnswer => {
    if (path === '/line_items') {
      const cart = `token=${carts.size}`;
      carts.set(cart, body);
      return answered({ status: 302, setCookies: [`${cart}; path=/`, 'AWSALB=web-1; path=/'] });
    }
    if (path === '/cart') {
      const cart = /token=\d+/.exec(headers.cookie ?? '')?.[0] ?? '';
      const { quantity } = Object(carts.get(cart));
      return page(`<input value="${quantity}">`, headers['accept-encoding'], [`session=of-${cart}`]);
    }
    return path === '/' ? page(html, headers['accept-encoding'], ['AWSALB=web-1']) : kept();
  };
  const send: EdgeClient['send'] = async (_method, path, headers, body) =>
    change({ path, headers }, answerTo({ path, headers }, body));
  return { send, get: (path, headers = {}) => send('GET', path, headers) };
}

/** What sixty visitors see, each two seconds after the one before. */
async function seenThrough(change: Change) {
  let atMs = 0;
  const visitors = edgeVisitors(exampleEdge(change), '1', () => atMs);
  for (let index = 0; index < 60; index += 1) {
    atMs += 2000;
    await visitors.visit(index);
  }
  return visitors.seen();
}

test('visitors find nothing wrong with an edge that does what it should', async () => {
  const { counts, faults, hasAllPictures } = await seenThrough((_, answer) => answer);
  expect(faults).toEqual({ status: [], encoding: [], picture: [], ownership: [] });
  expect(counts).toEqual({ pages: 66, assets: 60, fetched: 0, pictures: 60, carts: 6, cookies: 12 });
  expect(hasAllPictures).toBe(true);
});

const isPicture = ({ path }: Asked) => path.endsWith('.png');
const setting = (answer: EdgeAnswer, cookie: string) => ({ ...answer, setCookies: [cookie] });

test.each<[string, 'status' | 'encoding' | 'picture' | 'ownership', Change]>([
  [
    'an asset that is not found',
    'status',
    ({ path }, answer) => (path === '/assets/a.css' ? { ...answer, status: 404 } : answer),
  ],
  [
    'a picture that the store does not give',
    'status',
    (asked, answer) => (isPicture(asked) ? { ...answer, status: 503 } : answer),
  ],
  [
    'pages that nobody compresses',
    'encoding',
    ({ path }, answer) => (path === '/' ? answered({ body: Buffer.from(html) }) : answer),
  ],
  [
    'pages that are compressed for all',
    'encoding',
    ({ path }, answer) =>
      path === '/' ? answered({ headers: { 'content-encoding': 'gzip' }, body: gzipSync(html) }) : answer,
  ],
  [
    'pictures that the edge keeps for each visitor',
    'picture',
    (asked, answer) =>
      isPicture(asked) ? { ...answer, headers: { 'x-cache': 'Miss from cloudfront' } } : answer,
  ],
  [
    'a picture that is another one for others',
    'picture',
    (asked, answer) =>
      isPicture(asked) ? { ...answer, body: Buffer.from(asked.headers['accept-encoding'] ?? '') } : answer,
  ],
  [
    'a session that all are given',
    'ownership',
    ({ path }, answer) => (path === '/cart' ? setting(answer, 'session=1') : answer),
  ],
  [
    'a cookie of the load balancer that comes with a picture',
    'ownership',
    (asked, answer) => (isPicture(asked) ? setting(answer, 'AWSALB=web-1') : answer),
  ],
  [
    'a cookie of the load balancer on a page from the cache',
    'ownership',
    ({ path }, answer) =>
      path === '/' ? { ...answer, headers: { ...answer.headers, 'x-cache': 'Hit from cloudfront' } } : answer,
  ],
  [
    'a cart that all are shown',
    'ownership',
    ({ path }, answer) =>
      path === '/cart' && answer.headers['content-encoding'] === 'gzip'
        ? { ...answer, body: gzipSync('<input value="0">') }
        : answer,
  ],
])('visitors notice %s', async (_what, kind, change) => {
  const { faults } = await seenThrough(change);
  const found = Object.entries(faults).filter(([, those]) => those.length > 0);
  expect(found.map(([name]) => name)).toEqual([kind]);
});
