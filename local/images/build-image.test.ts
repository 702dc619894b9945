import { expect, it } from 'vitest';
import { buildArguments } from './build-image.ts';
import { clientEnvironment } from './contexts/client-settings.ts';

it('builds on the network of the machine, with labels, arguments and proxies by name', () => {
  const build = {
    name: 'redis',
    image: 'spree-parity/redis:abc',
    version: 'Redis 7.0',
    folder: '/recipes/redis',
    args: { BASE_IMAGE: 'base:1' },
  };
  expect(
    buildArguments(build, '/tmp/context', { HTTPS_PROXY: 'http://user:secret@proxy', NO_PROXY: '' }),
  ).toEqual([
    'build',
    '--network',
    'host',
    '--force-rm',
    '--tag',
    'spree-parity/redis:abc',
    '--label',
    'dev.spree-parity.image=redis',
    '--label',
    'dev.spree-parity.version=Redis 7.0',
    '--build-arg',
    'BASE_IMAGE=base:1',
    '--build-arg',
    'HTTPS_PROXY',
    '/tmp/context',
  ]);
});

it('builds for the platform that is asked for, else for the own one of the engine', () => {
  const build = { name: 'store', image: 'store:abc', version: '', folder: '/store', args: {} };
  expect(buildArguments(build, '/tmp/context', {})).not.toContain('--platform');
  expect(buildArguments({ ...build, platform: 'linux/arm64' }, '/tmp/context', {}).join(' ')).toContain(
    ' --platform linux/arm64 ',
  );
});

it('gives way to other builds where it is told to', () => {
  const build = { name: 'redis', image: 'redis:abc', version: '', folder: '/recipes/redis', args: {} };
  expect(buildArguments(build, '/tmp/context', {})).not.toContain('--cpu-shares');
  expect(buildArguments({ ...build, givesWay: true }, '/tmp/context', {}).join(' ')).toContain(
    ' --cpu-shares 128 ',
  );
});

it('hands the package clients their settings in a form that a shell reads', () => {
  const environment = { PIP_INDEX_URL: "https://index.example/it's", UV_INDEX: '', UNRELATED: 'x' };
  expect(
    clientEnvironment(environment, { hasCertificates: true, hasPipSettings: false, hasNpmSettings: true }),
  ).toBe(
    [
      `PIP_INDEX_URL='https://index.example/it'\\''s'`,
      `SSL_CERT_FILE='/client/ca.crt'`,
      `PIP_CERT='/client/ca.crt'`,
      `REQUESTS_CA_BUNDLE='/client/ca.crt'`,
      `NODE_EXTRA_CA_CERTS='/client/ca.crt'`,
      `NPM_CONFIG_USERCONFIG='/client/npmrc'`,
      '',
    ].join('\n'),
  );
});
