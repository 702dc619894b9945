import { oneOffsOn } from '../../../operations/one-off-task.ts';
import type { Storefront } from '../../../operations/release/release-context.ts';
import { beginRenewal, renewTasks } from '../../../operations/release/renew-tasks.ts';
import { migrateStep, runStoreStep } from '../../../operations/release/run-store-step.ts';
import { readStoreCommands } from '../../../operations/store-commands.ts';
import type { Target } from '../../../operations/target.ts';
import { systemClock } from '../../../time/clock.ts';
import { startedPorts } from '../../environment/ports.ts';
import { isMeant, liveTasks } from '../../live/live-tasks.ts';
import type { LiveService } from '../../live/serve-changes.ts';
import type { LifecycleContext } from '../lifecycle-context.ts';
import { hintsFor } from '../release/hints-for.ts';
import { localPlace } from '../release/release-store-image.ts';
import { checkStorefront } from '../release/release-ways.ts';
import { controlPlaneClient } from '../servers/control-plane-client.ts';
import { localClients } from '../servers/local-clients.ts';
import type { LiveSetup } from './live-setup.ts';

/** What live code needs of the machine and of the commands around it. */
export interface LiveContext extends LifecycleContext {
  /** Runs what changes the environment, one command at a time. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>;
  /** The command to run again after a failure. */
  readonly runAgain: string;
}

/** Live code on the tasks of an environment that runs. */
export async function openLiveService(context: LiveContext, live: LiveSetup): Promise<LiveService> {
  const { environment, engine, signal } = context;
  const { workload } = live.definition;
  const ports = await startedPorts(environment);
  const clients = await localClients(environment, ports, workload.region);
  const target = { environment: 'local', clients } as const;
  const { status } = controlPlaneClient(ports.aws);
  return {
    ...{ engine, signal, folder: live.folder, context: live.context },
    scope: { rules: live.rules, isIgnored: live.files.isIgnored },
    tasks: () =>
      liveTasks({
        ...{ engine, workload, environmentName: environment.name, liveId: live.folder.id },
        tasks: async () => (await status()).tasks,
      }),
    takeBack: (services) => takeBack(target, services),
    restart: (services, overtaken) => restart(context, target, { services, overtaken }),
    migrate: () => migrate(context, target),
  };
}

async function restart(
  context: LiveContext,
  target: Target,
  { services, overtaken }: { readonly services: 'all' | readonly string[]; readonly overtaken: AbortSignal },
): Promise<void> {
  const signal = AbortSignal.any([context.signal, overtaken]);
  const { environment, engine, progress, exclusively } = context;
  const { certificateAuthority, pace, watchHopeless } = (await localPlace(environment, engine)) ?? {};
  const machine = { target, signal, ...(certificateAuthority === undefined ? {} : { certificateAuthority }) };
  const ways = {
    smokeCheck: (storefront: Storefront) => checkStorefront({ ...machine, healthOnly: true }, storefront),
    ...(pace === undefined ? {} : { pace }),
    ...(watchHopeless === undefined ? {} : { watchHopeless }),
  };
  const renewal = { target, hints: await hintsFor(target), isMeant: meantBy(services) };
  await exclusively(() => renewTasks({ ...renewal, progress, signal, ways }));
}

/** It does not wait for other commands: Ctrl-C may have come, and ECS takes one deployment after another. */
async function takeBack(target: Target, services: 'all' | readonly string[]): Promise<void> {
  await beginRenewal({ target, hints: await hintsFor(target), isMeant: meantBy(services) });
}

function meantBy(services: 'all' | readonly string[]) {
  return (service: string) => isMeant(service, services === 'all' ? undefined : services);
}

async function migrate({ signal, exclusively, runAgain }: LiveContext, target: Target): Promise<void> {
  const { migrate: command } = await readStoreCommands(target);
  if (command === undefined) return;
  const run = {
    runOneOff: oneOffsOn(target),
    step: { note: () => {} },
    startedBy: watchCommand,
    runAgain,
    signal,
  };
  await exclusively(() => runStoreStep(migrateStep(command), run));
}

/** The words with which live code is started. */
export const watchCommand = 'local:up --watch';

/** Waits until tasks run other code than this, or nothing answers any more; gives which of both, or nothing on an abort. */
export async function awaitEndOfLiveCode(
  { environment, signal }: Pick<LifecycleContext, 'environment' | 'signal'>,
  { definition }: Pick<LiveSetup, 'definition'>,
): Promise<'other code' | 'stopped' | undefined> {
  const { statusIfUp } = controlPlaneClient((await startedPorts(environment)).aws);
  let missed = 0;
  while (!signal.aborted) {
    await systemClock.sleep(lookEveryMs, signal);
    const status = await statusIfUp().catch(() => undefined);
    if (status !== undefined && status.workloadDigest !== definition.digest) return 'other code';
    missed = status === undefined ? missed + 1 : 0;
    if (missed >= missedLooks) return 'stopped';
  }
  return undefined;
}

const lookEveryMs = 2_000;
/** The control plane is away for some seconds when it is started anew. */
const missedLooks = 8;
