import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ContainerSpec, ExecResult } from '../../../docker/engine.ts';
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

const good = { exitCode: 0, stdout: '', stderr: '' };

/** An engine with these images of Trivy, whose scans and whose fetches of the database end like this. */
function scannerOn(
  present: readonly string[],
  end: () => ExecResult = () => ({ ...good, stdout: report }),
  { isSilent = false, fetched = good, version = '{}' } = {},
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
      if (command.includes('--download-db-only')) {
        asked.push('database');
        return fetched;
      }
      if (command.includes('version')) return { ...good, stdout: version };
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
  expect(asked).toEqual(['volume shop_scanner', 'database', image.digest, 'remove id']);
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

/** What Trivy 0.76 said where no registry could be reached. */
const unreachable = [
  '2026-11-27T16:12:19Z\tINFO\t[vulndb] Need to update DB',
  '2026-11-27T16:12:19Z\tFATAL\tFatal error\trun error: init error: DB error: failed to download vulnerability DB: OCI artifact error: failed to download vulnerability DB: failed to download artifact from mirror.gcr.io/aquasec/trivy-db:2: OCI repository error: 1 error occurred:',
  '\t* Get "https://mirror.gcr.io/v2/": dial tcp: lookup mirror.gcr.io on 127.0.0.11:53: no such host',
  '',
].join('\n');
const withoutDatabase = {
  exitCode: 1,
  stdout: '',
  stderr: 'FATAL\tDB error: --skip-db-update cannot be specified on the first run',
};

test('without a database the reason is why it cannot be fetched, of a long one the end', async () => {
  const fetched = { exitCode: 1, stdout: '', stderr: unreachable };
  const { scan, asked, pass } = scannerOn(['trivy:1'], () => withoutDatabase, { fetched });
  const failed = {
    status: 'FAILED',
    description:
      'The scanner could not fetch its database: OCI repository error: 1 error occurred: * Get "https://mirror.gcr.io/v2/": dial tcp: lookup mirror.gcr.io on 127.0.0.11:53: no such host',
  };
  expect([await scan(image), await scan(image)]).toEqual([failed, failed]);
  expect(asked.filter((each) => each === 'database')).toHaveLength(1);
  pass(600_000);
  await scan(image);
  expect(asked.filter((each) => each === 'database')).toHaveLength(2);
});

test('where the scanner itself cannot be run, the database is not blamed', async () => {
  const fetched = { ...good, exitCode: 127, stderr: "timeout: failed to run command 'trivy'" };
  const missing = { ...good, exitCode: 127, stdout: 'exec: "trivy": not found' };
  expect(await scannerOn(['trivy:1'], () => missing, { fetched }).scan(image)).toMatchObject({
    description: 'The scanner failed: exec: "trivy": not found',
  });
});

test('a fetch that took too long is the reason', async () => {
  const fetched = { exitCode: 137, stdout: '', stderr: 'INFO\tDownloading artifact...' };
  const { scan } = scannerOn(['trivy:1'], () => withoutDatabase, { fetched });
  expect(await scan(image)).toMatchObject({
    description: 'The scanner could not fetch its database: it took longer than 120 s',
  });
});

test('with a database that cannot be brought up to date images are scanned, and the scan says when it is of', async () => {
  const { scan } = scannerOn(['trivy:1'], undefined, {
    fetched: { exitCode: 137, stdout: '', stderr: unreachable },
    version: JSON.stringify({ VulnerabilityDB: { Version: 2, UpdatedAt: '2026-11-01T00:00:00.5Z' } }),
  });
  expect(await scan(image)).toMatchObject({
    status: 'COMPLETE',
    databaseAt: Date.parse('2026-11-01T00:00:00.5Z'),
    findings: [{ name: 'CVE-1' }],
  });
});

test('an image in which the scanner knows nothing was not scanned', async () => {
  const { scan } = scannerOn(['trivy:1'], () => ({ ...good, stdout: '{"SchemaVersion":2}' }));
  expect(await scan(image)).toEqual({
    status: 'FAILED',
    description: 'The scanner knows neither the distribution of the image nor any package in it.',
  });
});

test('a version of Trivy that does not know an option is the reason', async () => {
  const stderr =
    'Error: unknown flag: --scanners\nUsage:\n  trivy image\n\n2022\tFATAL\tunknown flag: --scanners\n';
  const { scan, asked } = scannerOn(['trivy:1'], () => ({ exitCode: 1, stdout: 'usage', stderr }));
  expect(await scan(image)).toEqual({
    status: 'FAILED',
    description: 'The scanner failed: 2022 FATAL unknown flag: --scanners',
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
  const one = ['volume shop_scanner', 'database', image.digest, 'remove id'];
  expect(asked).toEqual([...one, ...one]);
});
