import { expect, test } from 'vitest';
import { waitingClock } from '../../time/testing/waiting-clock.ts';
import { assetsOf, type Page, smokeCheck } from './smoke-check.ts';

const url = 'https://shop.example.com';
const page = '<link rel="stylesheet" href="/assets/a.css"><script src="/assets/b.js" defer></script>';

function check(answers: Readonly<Record<string, Page | Error>>, healthPath = '/up') {
  const asked: string[] = [];
  const done = smokeCheck({
    storefrontUrl: url,
    healthPath,
    timeoutMs: 1_000,
    signal: new AbortController().signal,
    hint: 'look',
    clock: waitingClock(),
    get: async (address) => {
      const path = address.slice(url.length);
      asked.push(path);
      const answer = answers[path] ?? { status: 404, body: '' };
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { asked, done };
}

const ok = (body = ''): Page => ({ status: 200, body });

test('a store whose page and assets answer passes the smoke check', async () => {
  const { asked, done } = check({
    '/up': ok(),
    '/': ok(page),
    '/assets/a.css': ok(),
    '/assets/b.js': ok(),
  });
  expect(await done).toBe('/up, / and 2 of its assets answer 200');
  expect(asked).toEqual(['/up', '/', '/assets/a.css', '/assets/b.js']);
});

test('an application whose first page is elsewhere passes the smoke check', async () => {
  const { done } = check({ '/up': ok(), '/': { status: 302, body: '' } });
  expect(await done).toBe('/up answers 200, / 302');
});

test.each<[string, Readonly<Record<string, Page | Error>>, string]>([
  ['an unhealthy store', { '/up': { status: 503, body: '' } }, `${url}/up answers 503`],
  ['a first page with an error', { '/up': ok(), '/': { status: 500, body: '' } }, `${url}/ answers 500`],
  [
    'an asset that is missing',
    { '/up': ok(), '/': ok(page), '/assets/a.css': ok() },
    `${url}/assets/b.js answers 404`,
  ],
  ['no answer at all', { '/up': new Error('refused') }, `${url}/up does not answer (refused)`],
])('%s fails the smoke check, which names the address', async (_, answers, said) => {
  await expect(check(answers).done).rejects.toMatchObject({
    code: 'SMOKE_CHECK_FAILED',
    message: `The storefront does not answer as it should: ${said} (asked for 1 s)`,
    hint: 'look',
  });
});

test('what fails at first is asked again', async () => {
  let asked = 0;
  const done = smokeCheck({
    storefrontUrl: url,
    healthPath: '/up',
    timeoutMs: 1_000,
    signal: new AbortController().signal,
    hint: '',
    clock: waitingClock(),
    get: async () => ({ status: ++asked < 3 ? 502 : 200, body: '' }),
  });
  expect(await done).toBe('/up, / and 0 of its assets answer 200');
});

test('only style sheets and scripts of the store itself count as assets of a page', () => {
  const html = [
    '<link rel="icon" href="/favicon.ico">',
    `<link href='${url}/assets/x.css?a=1&amp;b=2' rel=stylesheet>`,
    '<script>inline()</script>',
    '<script src="https://elsewhere.example/y.js"></script>',
    '<script src="/assets/z.js"></script><script src="/assets/z.js"></script>',
  ].join('\n');
  expect(assetsOf(html, url)).toEqual([`${url}/assets/x.css?a=1&b=2`, `${url}/assets/z.js`]);
});

test('the health path is that of the application', async () => {
  const { asked, done } = check(
    { '/health': { status: 200, body: '' }, '/': { status: 302, body: '' } },
    '/health',
  );
  expect(await done).toBe('/health answers 200, / 302');
  expect(asked).toEqual(['/health', '/']);
});
