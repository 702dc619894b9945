import { expect, it, test } from 'vitest';
import { browserCommands } from './browser-commands.ts';
import { openPage } from './open-page.ts';
import { pagesOf } from './pages.ts';

const url = 'https://localhost:8443';

test.each([
  ['BROWSER before all else', 'darwin', { BROWSER: 'firefox', DISPLAY: ':0' }, [['firefox', url]]],
  [
    'each of several, with the URL where they want it',
    'linux',
    { BROWSER: 'firefox --new-tab %s -q:w3m -T' },
    [
      ['firefox', '--new-tab', url, '-q'],
      ['w3m', '-T', url],
    ],
  ],
  ['open on macOS', 'darwin', {}, [['open', url]]],
  [
    'Windows from WSL',
    'linux',
    { WSL_DISTRO_NAME: 'Ubuntu' },
    [
      ['wslview', url],
      ['explorer.exe', url],
    ],
  ],
  ['xdg-open on X', 'linux', { DISPLAY: ':0' }, [['xdg-open', url]]],
  ['xdg-open on Wayland', 'linux', { WAYLAND_DISPLAY: 'wayland-0', BROWSER: '' }, [['xdg-open', url]]],
  ['nothing without a display', 'linux', { DISPLAY: '' }, []],
] as const)('what opens a page is %s', (_what, platform, variables, commands) => {
  expect(browserCommands(url, { platform, variables })).toEqual(commands);
});

it('a page has the name that people know it by, and a further listener that of its variable', () => {
  const pages = pagesOf({
    storefrontUrl: url,
    adminUrl: `${url}/admin`,
    awsEndpointUrl: 'http://127.0.0.1:4566',
    loadBalancerUrl: 'http://127.0.0.1:8081',
    listenerUrls: { SHOP_8080: 'http://127.0.0.1:8082' },
    s3EndpointUrl: 'http://127.0.0.1:4572',
    mailUrl: 'http://127.0.0.1:8025',
    certificateAuthority: '/ca.pem',
  });
  expect(Object.keys(pages)).toEqual(['storefront', 'admin', 'mail', 'load-balancer', 'shop-8080']);
  expect(pages['shop-8080']).toBe('http://127.0.0.1:8082');
});

it('a browser that does not open the page is named, and the next one is tried', async () => {
  const open = async (works: readonly string[], BROWSER = '/opt/firefox:w3m') => {
    const said: string[] = [];
    const start = async (program: string) => works.includes(program);
    const desktop = { platform: 'linux', variables: { BROWSER } } as const;
    return [await openPage(url, desktop, start, (text) => said.push(text)), ...said];
  };
  const failed = (program: string) =>
    `${program} (BROWSER) did not open the page: it is missing, or ended with an error.`;
  expect(await open(['/opt/firefox'])).toEqual([true]);
  expect(await open(['w3m'])).toEqual([true, failed('/opt/firefox')]);
  expect(await open([])).toEqual([false, failed('/opt/firefox'), failed('w3m')]);
  expect(await open([], '')).toEqual([false]);
});
