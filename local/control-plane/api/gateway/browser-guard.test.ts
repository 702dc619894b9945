import { describe, expect, it } from 'vitest';
import { browserRefusal } from './browser-guard.ts';

const composeHosts = ['control-plane'];

describe('the guard against web pages', () => {
  it.each([
    '127.0.0.1:4566',
    'localhost:4566',
    '[::1]:4566',
    'control-plane:4566',
    'assets.s3.localhost:4566',
    'localhost.localstack.cloud:4566',
  ])('lets a client through that speaks to %s', (host) => {
    expect(browserRefusal({ host }, composeHosts)).toBeUndefined();
  });

  it.each(['evil.example', 'localhost.evil.example', 'notlocalhost', ''])(
    'refuses the host name "%s" that was made to point here',
    (host) => {
      expect(browserRefusal({ host }, composeHosts)).toContain('not a name of the local environment');
    },
  );

  it('refuses a request without a host', () => {
    expect(browserRefusal({}, composeHosts)).toContain('not a name of the local environment');
  });

  it.each(['https://evil.example', 'null', 'http://localhost:3000'])(
    'refuses a web page of the origin %s',
    (origin) => {
      expect(browserRefusal({ host: 'localhost:4566', origin }, composeHosts)).toContain(`"${origin}"`);
    },
  );

  it('refuses a picture or a form of another site, which carries no origin', () => {
    expect(
      browserRefusal({ host: '127.0.0.1:4566', 'sec-fetch-site': 'cross-site' }, composeHosts),
    ).toContain('cross-site');
  });

  it('lets an address that was typed into the browser through', () => {
    expect(
      browserRefusal({ host: '127.0.0.1:4566', 'sec-fetch-site': 'none' }, composeHosts),
    ).toBeUndefined();
  });

  it('lets a page of the endpoint itself through', () => {
    const host = '127.0.0.1:4566';
    expect(
      browserRefusal({ host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }, composeHosts),
    ).toBeUndefined();
  });
});
