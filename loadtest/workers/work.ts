import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { Failure } from '../../failure/failure.ts';
import { Secret } from '../../failure/secret.ts';
import { type Clock, systemClock } from '../../time/clock.ts';
import { retrying } from '../../time/retrying.ts';
import type { TimedWindow } from '../k6/record-points.ts';
import { type RunningK6, runK6 } from '../k6/run-k6.ts';
import type { LoadRecord } from '../record/load-record.ts';
import { segmentArguments } from './segments.ts';
import { type Orders, sharedFiles, type WorkerResult } from './shared-files.ts';
import { fileNames, type SharedFolder } from './shared-folder.ts';

/** A worker, and what it works with. */
export interface Work {
  /** From 1. */
  readonly worker: number;
  /** Of the run. */
  readonly shared: SharedFolder;
  /** Of k6's binaries. */
  readonly binaries: SharedFolder;
  /** The worker's own, for what k6 reads and writes. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Ends the load; what there is then is the result. */
  readonly signal: AbortSignal;
  /** The IP address of a host. */
  readonly findAddress: (host: string) => Promise<string>;
  readonly say: (line: string) => void;
  readonly clock?: Clock;
}

/** What the worker says of itself comes this often, in windows. */
const reportEveryWindows = 5;
const lookForStartMs = 500;
/** Of k6 after it was told to stop; the task is killed a minute after that. */
const graceMs = 30_000;
/** How long a result is offered to a bucket that does not answer. */
const handInWithinMs = 300_000;

/**
 * Sends one share of a load with k6, as the orders say, together with the other workers, and leaves what it measured.
 * Raises what keeps it from its orders, from k6, or from leaving its result.
 */
export async function work(given: Work): Promise<WorkerResult> {
  const { worker, shared, say, clock = systemClock } = given;
  const orders = await sharedFiles.orders.read(shared, fileNames.orders);
  if (orders === undefined) throw missing(fileNames.orders);
  const prepared = await prepare(given, orders);
  await sharedFiles.ready.write(shared, fileNames.ready(worker), { atMs: clock.now() });
  say(`Worker ${worker} of ${orders.count} is ready: k6 ${orders.k6.version}.`);
  const startMs = await theStart(given, orders, clock);
  const result =
    startMs === undefined ? nothing(orders, clock) : await send(given, orders, { ...prepared, startMs });
  await handIn(given, result, clock);
  say(`Worker ${worker} of ${orders.count} has ended: k6 ${result.k6.ended}.`);
  return result;
}

interface Prepared {
  readonly k6: string;
  readonly journeys: string;
  readonly options: string;
  readonly certificates: string;
}

async function prepare({ folder, shared, binaries, findAddress }: Work, orders: Orders): Promise<Prepared> {
  await mkdir(folder, { recursive: true });
  const files = {
    k6: join(folder, 'k6'),
    journeys: join(folder, 'journeys.js'),
    options: join(folder, 'options.json'),
    certificates: join(folder, 'certificates.pem'),
  };
  await Promise.all([
    writeFile(files.k6, await content(binaries, orders.k6.file)),
    writeFile(files.journeys, await content(shared, fileNames.journeys)),
    writeFile(files.options, JSON.stringify(await withAddresses(orders, findAddress))),
    // The image of Node has no certificates of its own, which k6 would look for.
    writeFile(files.certificates, rootCertificates.join('\n')),
  ]);
  await chmod(files.k6, 0o755);
  return files;
}

async function content(folder: SharedFolder, name: string): Promise<Uint8Array> {
  const found = await folder.get(name);
  if (found === undefined) throw missing(name);
  return found;
}

/** With `hosts`, by which k6 finds addresses elsewhere; it takes IP addresses alone. */
async function withAddresses(
  { options, addresses }: Orders,
  findAddress: Work['findAddress'],
): Promise<Orders['options']> {
  const hosts = await Promise.all(
    Object.entries(addresses).map(async ([address, other]) => {
      const { hostname, port } = new URL(`http://${other}`);
      return [address, `${await findAddress(hostname)}:${port}`] as const;
    }),
  );
  return hosts.length === 0 ? options : { ...options, hosts: Object.fromEntries(hosts) };
}

/** When the load begins; undefined where the worker was stopped before it knew, or nobody gave the start in time. */
async function theStart({ shared, signal, say }: Work, orders: Orders, clock: Clock) {
  const untilMs = clock.now() + orders.startWithinMs;
  while (!signal.aborted && clock.now() < untilMs) {
    const start = await sharedFiles.start.read(shared, fileNames.start).catch((error: unknown) => {
      if (error instanceof Failure) throw error;
      say(`The start cannot be read: ${String(error)}`);
      return undefined;
    });
    if (start !== undefined) return start.startMs;
    await clock.sleep(lookForStartMs, signal);
  }
  return undefined;
}

function nothing({ windowMs, k6 }: Orders, clock: Clock): WorkerResult {
  const startMs = Math.floor(clock.now() / windowMs) * windowMs;
  return {
    load: { startMs, windowMs, windows: [] },
    k6: { version: k6.version, ended: 'interrupted' },
  };
}

async function send(
  given: Work,
  orders: Orders,
  { k6, journeys, options, certificates, startMs }: Prepared & { readonly startMs: number },
): Promise<WorkerResult> {
  const { worker, folder, environment, signal, clock = systemClock } = given;
  const summaryFile = join(folder, 'summary.json');
  const longest = AbortSignal.timeout(Math.max(startMs - clock.now(), 0) + orders.longestMs);
  const finished: TimedWindow[] = [];
  if (signal.aborted) return nothing(orders, clock);
  const running = runK6({
    k6: { path: k6, version: orders.k6.version },
    ...{ entry: journeys, summaryFile, graceMs, clock },
    environment: { ...environment, SSL_CERT_FILE: certificates },
    variables: {
      ...orders.variables,
      ...secretsIn(environment),
      ...{ LOADTEST_OPTIONS: options, LOADTEST_START_MS: String(startMs) },
    },
    windowMs: orders.windowMs,
    moreArguments: segmentArguments(worker, orders.count),
    signal: AbortSignal.any([signal, longest]),
    onWindow: (window) => {
      if (window.startMs + orders.windowMs > startMs) finished.push(window);
    },
  });
  const reports = reportUntilEnd(given, orders, running, finished, clock);
  const { load, k6: end } = await running.ended.finally(() => reports);
  const summary = await readFile(summaryFile, 'utf8').catch(() => undefined);
  return { load: fromStart(load, startMs), k6: end, ...(summary === undefined ? {} : { summary }) };
}

/** Without the windows before it: k6 counts its visitors, of whom there are none, while workers wait for each other. */
function fromStart(load: LoadRecord, startMs: number): LoadRecord {
  const { windowMs, windows } = load;
  const before = Math.max(Math.floor((startMs - load.startMs) / windowMs), 0);
  return before >= windows.length
    ? load
    : { ...load, startMs: load.startMs + before * windowMs, windows: windows.slice(before) };
}

/** So that what k6 says with the account in it is never passed on. */
function secretsIn({ ADMIN_EMAIL, ADMIN_PASSWORD }: NodeJS.ProcessEnv) {
  return {
    ...(ADMIN_EMAIL === undefined ? {} : { ADMIN_EMAIL }),
    ...(ADMIN_PASSWORD === undefined ? {} : { ADMIN_PASSWORD: new Secret(ADMIN_PASSWORD) }),
  };
}

/**
 * Leaves the windows that k6 has finished, until it ends: what the live view shows, and what is left if the worker dies.
 * Those of a report that cannot be left are in the next.
 */
async function reportUntilEnd(
  { worker, shared, say }: Work,
  { windowMs }: Orders,
  running: RunningK6,
  finished: TimedWindow[],
  clock: Clock,
): Promise<void> {
  const over = new AbortController();
  const end = () => over.abort();
  running.ended.then(end, end);
  for (let report = 1; !over.signal.aborted; ) {
    await clock.sleep(reportEveryWindows * windowMs, over.signal);
    const [first] = finished;
    if (over.signal.aborted || first === undefined) continue;
    const count = finished.length;
    const windows = finished.map(({ window }) => window);
    try {
      const load = { startMs: first.startMs, windowMs, windows };
      await sharedFiles.report.write(shared, fileNames.report(worker, report), load);
      finished.splice(0, count);
      report += 1;
    } catch (error) {
      say(`A report cannot be left: ${String(error)}`);
    }
  }
}

async function handIn({ worker, shared, say }: Work, result: WorkerResult, clock: Clock): Promise<void> {
  await retrying(() => sharedFiles.result.write(shared, fileNames.result(worker), result), {
    signal: AbortSignal.timeout(handInWithinMs),
    clock,
    onRetry: (error) => say(`The result cannot be left: ${String(error)}`),
  });
}

function missing(name: string): Failure {
  return new Failure('WORKER_FILE_MISSING', `${name} of the load test is not in the bucket.`, {
    hint: 'Workers are started by `loadtest --workers`, which leaves it there first.',
  });
}
