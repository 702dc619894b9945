import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errorMessage } from '../../../../failure/error-message.ts';
import type { Clock } from '../../../../time/clock.ts';
import type { Engine, ExecResult } from '../../../docker/engine.ts';
import { environmentLabel } from '../../../environment/local-environment.ts';
import { layOut } from './image-layout.ts';
import type { FinishedScan, Scanner } from './image-scan.ts';
import {
  cacheVolume,
  describeDatabase,
  fetchDatabase,
  fetchSeconds,
  scanLayout,
  scannerContainer,
  type TrivyPlace,
} from './trivy-container.ts';
import { readTrivyReport, trivyDatabaseAt } from './trivy-report.ts';

export interface TrivyOptions extends TrivyPlace {
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
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** A registry that does not say anything by then is not there, and a release waits for that. */
const silenceMs = 5_000;
/** How long what could not be had is not asked for again. */
const absentMs = 600_000;
const longestReason = 200;
/** The exit codes of what could not be run begin here; 137 is that of what was killed. */
const notRun = 126;
const killed = 137;

/**
 * Trivy in a container of its own, for one scan at a time. It reads the image on the registry's volume and fetches its
 * database itself; both its image and its database are kept. Where its image cannot be had the scan says so; where a newer
 * database cannot, the one that is there is used, and the scan says when it is of.
 */
export function trivyScanner(options: TrivyOptions): Scanner {
  const findImage = imageFinder(options);
  const update = databaseUpdate(options);
  let last: Promise<unknown> = Promise.resolve();
  return (image) => {
    const mine = last.then(async (): Promise<FinishedScan> => {
      try {
        const trivy = await findImage();
        if (trivy === undefined) return failed(`The scanner (${options.images[0]}) cannot be had here.`);
        return await scan(options, trivy, image, update);
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

type Update = (id: string) => Promise<ExecResult>;

/** Brings the database up to date and gives how that ended; where it failed lately it is not tried again. */
function databaseUpdate({ engine, clock, signal }: TrivyOptions): Update {
  let failed: { readonly until: number; readonly result: ExecResult } | undefined;
  return async (id) => {
    if (failed !== undefined && clock.now() < failed.until) return failed.result;
    const result = await engine.exec(id, fetchDatabase, { signal });
    failed = result.exitCode === 0 ? undefined : { until: clock.now() + absentMs, result };
    return result;
  };
}

async function scan(
  options: TrivyOptions,
  trivy: string,
  image: Parameters<Scanner>[0],
  update: Update,
): Promise<FinishedScan> {
  const { engine, folder, clock, signal } = options;
  const layout = join(folder, 'scan', image.digest.slice('sha256:'.length));
  const spec = scannerContainer(options, trivy);
  await Promise.all((await engine.listContainers(spec.labels)).map(({ id }) => engine.removeContainer(id)));
  await engine.createVolume(cacheVolume(options), { [environmentLabel]: options.environmentName });
  const id = await engine.createContainer(spec);
  try {
    await layOut(folder, layout, image);
    await engine.startContainer(id);
    const updated = await update(id);
    const done = await engine.exec(id, scanLayout(layout), { signal });
    const report = done.exitCode === 0 ? readTrivyReport(done.stdout) : undefined;
    if (report === undefined) {
      const isOfScan = updated.exitCode === 0 || done.exitCode >= notRun;
      return failed(isOfScan ? `The scanner failed: ${lastError(done)}` : withoutDatabase(updated));
    }
    if (!report.hasPackages)
      return failed('The scanner knows neither the distribution of the image nor any package in it.');
    const databaseAt = trivyDatabaseAt((await engine.exec(id, describeDatabase, { signal })).stdout);
    return {
      ...{ status: 'COMPLETE', completedAt: clock.now(), findings: [...report.findings] },
      ...(databaseAt === undefined ? {} : { databaseAt }),
    };
  } finally {
    await engine.removeContainer(id);
    await rm(layout, { recursive: true, force: true });
  }
}

/** The last error that was said, to its end: the cause comes last. An engine says on standard output that there is no such program. */
function lastError({ stderr, stdout, exitCode }: ExecResult): string {
  const lines = (stderr.trim() || stdout.trim().slice(0, 1000)).split('\n');
  const from = lines.findLastIndex((line) => /FATAL|error/i.test(line));
  const said = lines.slice(from).join(' ').replaceAll(/\s+/g, ' ').trim();
  if (said === '') return `exit code ${exitCode}`;
  return lastParts(said);
}

/** As many of the last parts of a long chain of causes as can be read. */
function lastParts(chain: string): string {
  const parts = chain.split(': ');
  while (parts.length > 1 && parts.join(': ').length > longestReason) parts.shift();
  return parts.join(': ').slice(-longestReason);
}

function withoutDatabase(fetched: ExecResult): string {
  const reason = fetched.exitCode === killed ? `it took longer than ${fetchSeconds} s` : lastError(fetched);
  return `The scanner could not fetch its database: ${reason}`;
}

function failed(description: string): FinishedScan {
  return { status: 'FAILED', description };
}
