import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorMessage } from '../../../../failure/error-message.ts';
import type { Clock } from '../../../../time/clock.ts';
import type { ContainerSpec, Engine, ExecResult } from '../../../docker/engine.ts';
import { environmentLabel } from '../../../environment/local-environment.ts';
import { layOut } from './image-layout.ts';
import type { FinishedScan, Scanner } from './image-scan.ts';
import { trivyFindings } from './trivy-report.ts';

export interface TrivyOptions {
  readonly engine: Pick<
    Engine,
    | 'createContainer'
    | 'createVolume'
    | 'exec'
    | 'inspectImage'
    | 'listContainers'
    | 'pullImage'
    | 'removeContainer'
    | 'startContainer'
  >;
  /** Images of Trivy, the first that can be had. */
  readonly images: readonly string[];
  readonly environmentName: string;
  /** The network through which it gets its database of vulnerabilities. */
  readonly network: string;
  /** Where the registry's volume is mounted, here and in its container. */
  readonly folder: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const longestMinutes = 5;
/** A registry that does not say anything by then is not there, and a release waits for that. */
const silenceMs = 5_000;
/** How long a registry that is not there is not asked again. */
const absentMs = 600_000;
const volumeTarget = '/cache';

/**
 * Trivy in a container of its own, for one scan at a time. It reads the image on the registry's volume and fetches its
 * database itself; both its image and its database are kept. Where one of them cannot be had the scan says so.
 * @see https://trivy.dev/latest/docs/references/configuration/cli/trivy_image/
 */
export function trivyScanner(options: TrivyOptions): Scanner {
  const findImage = imageFinder(options);
  let last: Promise<unknown> = Promise.resolve();
  return (image) => {
    const mine = last.then(async (): Promise<FinishedScan> => {
      try {
        const trivy = await findImage();
        if (trivy === undefined) return failed(`The scanner (${options.images[0]}) cannot be had here.`);
        return await scan(options, trivy, image);
      } catch (error) {
        return failed(`The scanner failed: ${errorMessage(error)}`);
      }
    });
    last = mine;
    return mine;
  };
}

/** Looks for an image that is there, then for one that can be pulled; what was in vain is not tried again at once. */
function imageFinder({ engine, images, clock, signal }: TrivyOptions): () => Promise<string | undefined> {
  let absentUntil = 0;
  return async () => {
    for (const image of images) if ((await engine.inspectImage(image)) !== undefined) return image;
    if (clock.now() < absentUntil) return undefined;
    for (const image of images) {
      const outcome = await pull(image);
      if (outcome === 'pulled') return image;
      // Where nothing comes back from one registry, nothing will from another.
      if (outcome === 'silent') break;
    }
    absentUntil = clock.now() + absentMs;
    return undefined;
  };

  async function pull(image: string): Promise<'pulled' | 'failed' | 'silent'> {
    const silence = new AbortController();
    const quiet = new AbortController();
    void clock.sleep(silenceMs, quiet.signal).then(() => {
      if (!quiet.signal.aborted) silence.abort();
    });
    try {
      await engine.pullImage(image, () => quiet.abort(), AbortSignal.any([silence.signal, signal]));
      return 'pulled';
    } catch {
      return silence.signal.aborted ? 'silent' : 'failed';
    } finally {
      quiet.abort();
    }
  }
}

type Scanned = Parameters<Scanner>[0];

async function scan(options: TrivyOptions, trivy: string, image: Scanned): Promise<FinishedScan> {
  const { engine, folder, clock } = options;
  const layout = join(folder, 'scan', image.digest.slice('sha256:'.length));
  const spec = scannerContainer(options, trivy);
  await Promise.all((await engine.listContainers(spec.labels)).map(({ id }) => engine.removeContainer(id)));
  await engine.createVolume(cacheVolume(options), { [environmentLabel]: options.environmentName });
  const id = await engine.createContainer(spec);
  try {
    await layOut(folder, layout, image);
    await engine.startContainer(id);
    const done = await engine.exec(id, trivyCommand(layout), { signal: options.signal });
    const findings = done.exitCode === 0 ? trivyFindings(done.stdout) : undefined;
    if (findings === undefined) return failed(`The scanner failed: ${lastError(done)}`);
    return { status: 'COMPLETE', completedAt: clock.now(), findings: [...findings] };
  } finally {
    await engine.removeContainer(id);
    await rm(layout, { recursive: true, force: true });
  }
}

/** The command of one scan: only vulnerabilities, and only the report on standard output. */
export function trivyCommand(layout: string): readonly string[] {
  return [
    ...['trivy', 'image', '--input', layout, '--format', 'json', '--scanners', 'vuln'],
    ...['--cache-dir', volumeTarget, '--no-progress', '--timeout', `${longestMinutes}m`],
  ];
}

/** The container of a scan, which ends by itself where nobody removes it. */
export function scannerContainer(options: TrivyOptions, image: string): ContainerSpec {
  const { environmentName, folder, network } = options;
  return {
    name: `${environmentName}-scanner`,
    image,
    labels: { [environmentLabel]: environmentName, 'dev.spree-parity.server': 'scanner' },
    entrypoint: ['sleep', String(longestMinutes * 60 + 60)],
    command: [],
    cpuShares: 256,
    mounts: [
      { volume: `${environmentName}_registry`, target: folder, readOnly: true, copiesImage: false },
      { volume: cacheVolume(options), target: volumeTarget, readOnly: false, copiesImage: false },
    ],
    network: { kind: 'network', name: network },
  };
}

function cacheVolume({ environmentName }: TrivyOptions): string {
  return `${environmentName}_scanner`;
}

/** An engine says on standard output that the program is not there. */
function lastError({ stderr, stdout, exitCode }: ExecResult): string {
  const lines = (stderr.trim() || stdout.trim().slice(0, 1000)).split('\n');
  const said = lines.findLast((line) => /FATAL|error/i.test(line)) ?? lines.at(-1) ?? '';
  return said.trim() || `exit code ${exitCode}`;
}

function failed(description: string): FinishedScan {
  return { status: 'FAILED', description };
}
