import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ContainerSpec } from '../../../docker/engine.ts';
import { digestOf } from '../manifest.ts';
import { blobIn } from './image-layout.ts';
import { trivyScanner } from './trivy-scanner.ts';

let folder: string;
let image: { digest: string; manifest: string; mediaType: string };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scan-'));
  const digest = digestOf('config');
  await mkdir(dirname(blobIn(folder, digest)), { recursive: true });
  await writeFile(blobIn(folder, digest), 'config');
  const manifest = JSON.stringify({ config: { digest }, layers: [] });
  image = { digest: digestOf(manifest), manifest, mediaType: 'oci' };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const report = JSON.stringify({
  SchemaVersion: 2,
  Results: [{ Vulnerabilities: [{ VulnerabilityID: 'CVE-1', Severity: 'HIGH' }] }],
});

/** An engine with these images of Trivy, whose scans end like this. */
function scannerOn(
  present: readonly string[],
  end: () => { exitCode: number; stdout: string; stderr: string } = () => ({
    exitCode: 0,
    stdout: report,
    stderr: '',
  }),
  { isSilent = false } = {},
) {
  const asked: string[] = [];
  const specs: ContainerSpec[] = [];
  let now = 0;
  const pass = (ms: number) => {
    now += ms;
  };
  const engine = {
    inspectImage: async (name: string) => (present.includes(name) ? imageDetails(name) : undefined),
    pullImage: async (name: string, _onLine?: unknown, signal?: AbortSignal) => {
      asked.push(`pull ${name}`);
      if (isSilent) await new Promise((aborted) => signal?.addEventListener('abort', aborted));
      throw new Error('no such host');
    },
    listContainers: async () => [],
    createVolume: async (name: string) => void asked.push(`volume ${name}`),
    createContainer: async (spec: ContainerSpec) => {
      specs.push(spec);
      return 'id';
    },
    startContainer: async () => undefined,
    removeContainer: async (id: string) => void asked.push(`remove ${id}`),
    exec: async (_id: string, command: readonly string[]) => {
      const layout = command[command.indexOf('--input') + 1] ?? '';
      asked.push(JSON.parse(await readFile(join(layout, 'index.json'), 'utf8')).manifests[0].digest);
      return end();
    },
  };
  const scan = trivyScanner({
    ...{
      engine,
      images: ['trivy:1', 'ghcr/trivy:1'],
      environmentName: 'shop',
      network: 'shop_default',
      folder,
    },
    clock: {
      now: () => now,
      sleep: (_, signal) =>
        new Promise((wake) => {
          if (isSilent) setImmediate(wake);
          else signal?.addEventListener('abort', () => wake());
        }),
    },
    signal: new AbortController().signal,
  });
  return { scan, asked, specs, pass };
}

function imageDetails(name: string) {
  const times = { createdAt: new Date(0), architecture: 'amd64', labels: {}, volumes: [] };
  return { id: name, names: [name], sizeBytes: 1, digest: name, stopSignal: undefined, ...times };
}

test('an image is scanned in a container of its own, which reads the registry and cannot change it', async () => {
  const { scan, asked, specs } = scannerOn(['ghcr/trivy:1']);
  expect(await scan(image)).toEqual({
    status: 'COMPLETE',
    completedAt: 0,
    findings: [{ name: 'CVE-1', severity: 'HIGH', attributes: [] }],
  });
  expect(asked).toEqual(['volume shop_scanner', image.digest, 'remove id']);
  expect(specs).toMatchObject([
    { image: 'ghcr/trivy:1', network: { kind: 'network', name: 'shop_default' } },
  ]);
  expect(specs[0]?.mounts?.find(({ volume }) => volume === 'shop_registry')?.readOnly).toBe(true);
  expect(await readdir(join(folder, 'scan'))).toEqual([]);
});

test('a scanner that cannot be had is named, and not asked for again at once', async () => {
  const { scan, asked, pass } = scannerOn([]);
  const absent = { status: 'FAILED', description: 'The scanner (trivy:1) cannot be had here.' };
  expect([await scan(image), await scan(image)]).toEqual([absent, absent]);
  expect(asked).toEqual(['pull trivy:1', 'pull ghcr/trivy:1']);
  pass(600_000);
  await scan(image);
  expect(asked).toHaveLength(4);
});

test('where a registry does not answer, the next one is not waited for', async () => {
  const { scan, asked } = scannerOn([], undefined, { isSilent: true });
  expect(await scan(image)).toMatchObject({ status: 'FAILED' });
  expect(asked).toEqual(['pull trivy:1']);
});

test('what the scanner says last of its failure is the reason, such as a database that it cannot fetch', async () => {
  const stderr = 'INFO\tNeed to update DB\nFATAL\tFatal error\tfailed to download vulnerability DB\n\n';
  const { scan, asked } = scannerOn(['trivy:1'], () => ({ exitCode: 1, stdout: '', stderr }));
  expect(await scan(image)).toEqual({
    status: 'FAILED',
    description: 'The scanner failed: FATAL\tFatal error\tfailed to download vulnerability DB',
  });
  expect(asked.at(-1)).toBe('remove id');
});

test.each([
  [
    'what the engine says where there is no such program',
    'exec: "trivy": not found\r\n',
    'exec: "trivy": not found',
  ],
  ['the exit code where nothing is said', '', 'exit code 126'],
])('the reason may be %s', async (_title, stdout, reason) => {
  const { scan } = scannerOn(['trivy:1'], () => ({ exitCode: 126, stdout, stderr: '' }));
  expect(await scan(image)).toEqual({ status: 'FAILED', description: `The scanner failed: ${reason}` });
});

test('a scan without a report has failed, and so has one of an image whose layers are gone', async () => {
  const { scan } = scannerOn(['trivy:1'], () => ({ exitCode: 0, stdout: 'nothing', stderr: '' }));
  expect(await scan(image)).toMatchObject({ status: 'FAILED' });
  await rm(join(folder, 'docker'), { recursive: true });
  expect(await scannerOn(['trivy:1']).scan(image)).toMatchObject({
    status: 'FAILED',
    description: expect.stringContaining('ENOENT'),
  });
});

test('scans come one after the other', async () => {
  const { scan, asked } = scannerOn(['trivy:1']);
  await Promise.all([scan(image), scan(image)]);
  const one = ['volume shop_scanner', image.digest, 'remove id'];
  expect(asked).toEqual([...one, ...one]);
});
