import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../../processes/run.ts';
import { digestOf } from '../manifest.ts';
import { blobIn, layOut } from './image-layout.ts';
import { describeDatabase, fetchDatabase, scanLayout } from './trivy-container.ts';

const hasTrivy = await run('trivy', ['--version'], { allowFailure: true }).then(
  ({ exitCode }) => exitCode === 0,
  () => false,
);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trivy-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Runs a command of the scanner's container here, where no registry answers. */
async function trivy(command: readonly string[]) {
  const [program = '', ...words] = command.map((word) => (word === '/cache' ? join(folder, 'cache') : word));
  const environment = { TRIVY_DB_REPOSITORY: '127.0.0.1:9/none', TRIVY_DISABLE_TELEMETRY: 'true' };
  const env = { PATH: process.env.PATH, HOME: folder, ...environment };
  return await run(program, words, { env, allowFailure: true, timeoutMs: 60_000 });
}

/** An image of no layer. */
async function emptyImage(): Promise<string> {
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: [] },
  });
  const digest = digestOf(config);
  await mkdir(dirname(blobIn(folder, digest)), { recursive: true });
  await writeFile(blobIn(folder, digest), config);
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const of = { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: config.length };
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType, config: of, layers: [] });
  await layOut(folder, join(folder, 'layout'), { digest: digestOf(manifest), manifest, mediaType });
  return join(folder, 'layout');
}

// No database can be made here: what a scan finds is not shown.
describe.skipIf(!hasTrivy)('a Trivy on the PATH', () => {
  it('knows the options of a scan, which lacks only the database', async () => {
    const { exitCode, stderr } = await trivy(scanLayout(await emptyImage()));
    expect(exitCode).not.toBe(0);
    expect(stderr).toMatch(/cannot be specified on the first run\s*$/);
    expect(stderr).not.toMatch(/unknown|deprecated/i);
  });

  it('knows the options of a fetch, and says last what the registry did', async () => {
    const { exitCode, stderr } = await trivy(fetchDatabase);
    expect(exitCode).not.toBe(0);
    expect(stderr).toMatch(/127\.0\.0\.1:9: connect: connection refused\s*$/);
  });

  it('says that there is no database', async () => {
    const { exitCode, stdout } = await trivy(describeDatabase);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).not.toHaveProperty('VulnerabilityDB');
  });
});
