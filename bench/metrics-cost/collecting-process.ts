import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type MetricDatum, metricKey } from '../../local/cloudwatch/metrics/metric.ts';
import { retention } from '../../local/cloudwatch/metrics/metric-series.ts';
import { jsonLog } from '../../local/control-plane/logger.ts';
import { type Metrics, openMetrics } from '../../local/control-plane/metrics/metrics-on-disk.ts';
import { modelDigest } from '../../local/control-plane/model-digest.ts';
import { readSettings } from '../../local/control-plane/settings.ts';
import { startCollectors } from '../../local/control-plane/start-collectors.ts';
import { parseState } from '../../local/control-plane/state/state-text.ts';
import { connectEngine } from '../../local/docker/dockerode-engine.ts';
import { readText } from '../../local/environment/state-file.ts';
import { systemClock } from '../../time/clock.ts';
import type { Cost } from './cost.ts';
import { repeatedBefore } from './repeated-before.ts';

/**
 * What the control plane does for metrics, once more and by itself, in a process beside it in its container: the same
 * collectors look at the same tasks, load balancer and data stores, and what they find is kept in memory and on disk. With
 * `off` the process does the same without collecting. Prints what it cost, as JSON.
 */

/** The logs of the time before are read first. */
const settleMs = 20_000;
/** A multiple of all periods. */
const windowMs = 120_000;

const isOn = process.argv[2] === 'on';
const settings = readSettings(process.env);
const log = jsonLog((line) => process.stderr.write(line), Date.now);
const stop = new AbortController();
const own = { clock: systemClock, log, signal: stop.signal };
const text = await readText(join(settings.dataFolder, 'state.json'));
const state = parseState(text ?? '', await modelDigest());
const folder = await mkdtemp(join(tmpdir(), 'metrics-'));
const metrics = await openMetrics({ folder: join(folder, 'metrics'), ...own });
const collected: MetricDatum[] = [];
if (isOn) {
  const options = { settings, engine: connectEngine(), ...own };
  startCollectors(options, { persisted: () => state }, noting(metrics));
}
await sleep(settleMs);
collected.length = 0;
const [startedAt, before] = [performance.now(), process.cpuUsage()];
await sleep(windowMs);
const { user, system } = process.cpuUsage(before);
const wallSeconds = (performance.now() - startedAt) / 1000;
const residentMiB = residentSetMiB();
await keepADay();
const cost: Cost = {
  ...{ cpuSeconds: (user + system) / 1e6, wallSeconds, tasks: tasksOf(collected) },
  ...{ residentMiB, residentAfterDayMiB: residentSetMiB() },
  metrics: new Set(collected.map(({ metric }) => metricKey(metric))).size,
};
process.stdout.write(JSON.stringify(cost));
stop.abort();
await rm(folder, { recursive: true });
process.exit(0);

function residentSetMiB(): number {
  return process.memoryUsage.rss() / 1024 ** 2;
}

function noting(to: Metrics): Metrics {
  return {
    ...to,
    put: (data, progress) => {
      for (const datum of data) collected.push(datum);
      to.put(data, progress);
    },
  };
}

/** As much as is kept after a day of the same; what is written at once is little, as it is then. */
async function keepADay(): Promise<void> {
  const before = { everyMs: windowMs, lengthMs: retention.minutesMs - windowMs };
  for (const batch of repeatedBefore(collected, before)) {
    metrics.put(batch);
    await metrics.flush();
  }
}

/** Each task is an observation of the CPU of its service in each minute. */
function tasksOf(data: readonly MetricDatum[]): number {
  const observations = data
    .filter(({ metric }) => metric.namespace === 'AWS/ECS' && metric.metricName === 'CPUUtilization')
    .reduce((sum, { values }) => sum + values.sampleCount, 0);
  return observations / (windowMs / 60_000);
}
