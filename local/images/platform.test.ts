import { expect, test } from 'vitest';
import { enginePlatform, hasRunnable, platformOf } from './platform.ts';

const engineOf = (architecture: string, image?: string) => ({
  info: async () => ({
    ...{ serverVersion: '', apiVersion: '', memoryMiB: 1, cpus: 1, operatingSystem: 'Debian', architecture },
  }),
  inspectImage: async () =>
    image === undefined
      ? undefined
      : {
          ...{ id: 'sha256:1', digest: 'sha256:1', names: [], sizeBytes: 1, createdAt: new Date(0) },
          ...{
            architecture: image,
            operatingSystem: 'linux',
            labels: {},
            volumes: [],
            stopSignal: undefined,
          },
        },
});

test.each([
  ['x86_64', 'linux/amd64'],
  ['amd64', 'linux/amd64'],
  ['aarch64', 'linux/arm64'],
  ['arm64', 'linux/arm64'],
  ['riscv64', 'linux/riscv64'],
])('an engine on %s runs %s', async (architecture, platform) => {
  expect(await enginePlatform(engineOf(architecture))).toBe(platform);
});

test('an image for another platform is not taken for one that runs here', async () => {
  expect(await hasRunnable(engineOf('x86_64', 'amd64'), 'ruby')).toBe(true);
  expect(await hasRunnable(engineOf('x86_64', 'arm64'), 'ruby')).toBe(false);
  expect(await hasRunnable(engineOf('x86_64'), 'ruby')).toBe(false);
});

test('the platform of an image has its operating system', () => {
  expect(platformOf({ architecture: 'amd64', operatingSystem: 'windows' })).toBe('windows/amd64');
  expect(platformOf({ architecture: 'arm64' })).toBe('linux/arm64');
});
