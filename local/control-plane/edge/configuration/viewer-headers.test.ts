import { expect, test } from 'vitest';
import { headerValue, viewerMaps } from './viewer-headers.ts';

/** The devices that nginx would see in a `User-Agent`. */
function devicesOf(userAgent: string): readonly string[] {
  const seen: string[] = [];
  for (const [heading = '', ...entries] of viewerMaps) {
    const device = /\$edge_is_(\w+) \{$/.exec(heading)?.[1];
    if (device === undefined || device === 'desktop') continue;
    const values = entries.flatMap((entry) => {
      const [, expression, value] = /^\s*"~\*(.*)" (true|false);$/.exec(entry) ?? [];
      return expression !== undefined && new RegExp(expression, 'i').test(userAgent) ? [value] : [];
    });
    if (values[0] === 'true') seen.push(device);
  }
  return seen;
}

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36', []],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148', ['ios', 'mobile']],
  ['Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) Mobile/15E148', ['ios', 'tablet']],
  ['Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/130.0 Mobile Safari/537.36', ['android', 'mobile']],
  ['Mozilla/5.0 (Linux; Android 14; SM-X910) Chrome/130.0 Safari/537.36', ['android', 'tablet']],
  ['Mozilla/5.0 (Linux; Android 9; AFTS Build) Chrome/130.0 Safari/537.36', ['android', 'smarttv']],
])('The devices of %s are %j.', (userAgent, devices) => {
  expect(devicesOf(userAgent)).toEqual(devices);
});

test('A CloudFront header that the edge does not add is empty, whatever a viewer sends.', () => {
  expect(headerValue('CloudFront-Viewer-Country')).toBe('"US"');
  expect(headerValue('CloudFront-Anything')).toBe('""');
  expect(headerValue('X-Own')).toBe('$http_x_own');
});
