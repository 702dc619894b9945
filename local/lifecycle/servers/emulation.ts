import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type AwsClients, awsClients } from '../../../aws/clients.ts';
import { command } from '../../../failure/command.ts';
import { ownValue } from '../../../json/own-value.ts';
import { httpRequest } from '../../../net/http-request.ts';
import type { Progress, Step } from '../../../progress/progress.ts';
import { waitUntil } from '../../../time/wait-until.ts';
import { provideSecret } from '../../aws/provide-secret.ts';
import { type NamedValue, putSecretValue } from '../../aws/put-values.ts';
import { stackEvents, stackResources } from '../../aws/stack.ts';
import type { Engine } from '../../docker/engine.ts';
import { emulationAccessKeyId } from '../../environment/emulation-key.ts';
import {
  earlierVersionFailed,
  type HeldEmulation,
  type LastEmulation,
  readLastEmulation,
  writeLastEmulation,
} from '../../environment/emulation-record.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { stateFile } from '../../environment/state-files.ts';
import { run } from '../../processes/run.ts';
import { digestOf } from '../../providers/digest.ts';
import { rejectFailedResources } from '../../providers/reject-failed-resources.ts';
import { rejectFallbacks } from '../../providers/reject-fallbacks.ts';
import { writeReducedAssembly } from '../../providers/write-reduced-assembly.ts';
import type { StoreDefinition } from '../kept-definition.ts';
import type { KeptSecrets } from '../kept-secrets.ts';
import { putStored, storedParameters } from '../parameters/running-store.ts';
import { cdklocalEnvironment } from './cdklocal-environment.ts';
import type { ControlPlaneClient } from './control-plane-client.ts';
import { type EmulationPlan, planEmulation } from './emulation-plan.ts';
import { type RunRecord, runRecord } from './run-record.ts';
import { serverContainers } from './start-servers.ts';

export interface EmulationContext {
  readonly engine: Engine;
  readonly environment: LocalEnvironment;
  readonly definition: StoreDefinition;
  readonly kept: KeptSecrets;
  /** Secrets that the template refers to and does not define. */
  readonly external: readonly NamedValue[];
  readonly clients: AwsClients;
  readonly awsPort: number;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** A deployment to LocalStack that is under way. */
export interface Emulation {
  /** What tasks refer to is there, and the secrets have their kept values: tasks may start. */
  readonly needed: Promise<void>;
  /** All of it is there, and nothing is a pretence. */
  readonly complete: Promise<void>;
}

/**
 * Deploys the definition's part for LocalStack with cdklocal and puts the kept secret values there; does nothing
 * when this run of LocalStack has both, and waits where the control plane gives it both. What tasks need comes first, so
 * that nobody waits for the CDK CLI, which looks only every five seconds. `complete` raises `LOCALSTACK_FALLBACK` for
 * what it only pretends to have.
 */
export async function startEmulation(context: EmulationContext): Promise<Emulation> {
  const { definition, environment, progress, signal } = context;
  const wanted = { digest: definition.emulatedDigest, needed: digestOfNeeded(definition) };
  const record = runRecord(context.awsPort, signal);
  const last = lastOf(context, wanted);
  const isLast = isDeepStrictEqual(await readLastEmulation(environment), last);
  const plan = planEmulation(await record.held(), wanted, isLast);
  switch (plan.kind) {
    case 'up-to-date': {
      if (!isLast) {
        await provideExternal(context);
        await writeLastEmulation(environment, last);
      }
      const complete = progress.step('LocalStack', async (step) => step.skip('up to date'));
      return { needed: putStored(context.clients, definition), complete };
    }
    case 'restore': {
      // The control plane has the values that tasks need.
      const complete = progress.step('LocalStack', async (step) => {
        await record.restored(wanted.digest);
        step.result(`restored, ${context.kept.size} secrets`);
      });
      return { needed: Promise.resolve(), complete: awaitedLater(complete) };
    }
    case 'deploy':
      return await startDeployment(context, { plan, last, record });
  }
}

async function startDeployment(
  context: EmulationContext,
  {
    plan,
    last,
    record,
  }: {
    readonly plan: Extract<EmulationPlan, { kind: 'deploy' }>;
    /** What it is to be remembered as once it is complete. */
    readonly last: LastEmulation;
    readonly record: RunRecord;
  },
): Promise<Emulation> {
  await awaitLocalStack(context);
  await record.write(plan.begun);
  const failed = new AbortController();
  const complete = context.progress.step('LocalStack', async (step) => {
    try {
      try {
        await deploy(context, step);
      } finally {
        // What failed says more than the end of cdklocal, which may also take it for a success.
        await checkEvents(context);
      }
      const resources = await checkResources(context);
      await writeLastEmulation(context.environment, last);
      await record.write({ digest: last.digest, needed: last.needed });
      step.result(`${resources} resources, ${context.kept.size} secrets`);
    } catch (error) {
      if (!context.signal.aborted) await record.fail(plan.begun).catch(() => undefined);
      failed.abort(error);
      throw error;
    }
  });
  const signal = AbortSignal.any([context.signal, failed.signal]);
  const needed = provideNeeded({ ...context, signal }, plan.needed, awaitedLater(complete));
  return { needed, complete };
}

/** Whoever waits for it handles its failure; until then it must not end the process. */
function awaitedLater(work: Promise<void>): Promise<void> {
  work.catch(() => {});
  return work;
}

async function awaitLocalStack({ awsPort, signal }: EmulationContext): Promise<void> {
  const url = `http://127.0.0.1:${awsPort}/_localstack/health`;
  const hint = `See: ${command('local:logs')} localstack`;
  await waitUntil({ what: 'LocalStack to respond', timeoutMs: 120_000, hint, signal }, async () => {
    const answer = await httpRequest(url, { timeoutMs: 5_000 }).catch(() => undefined);
    return answer?.status === 200 ? true : undefined;
  });
}

/** Ends a LocalStack whose last deployment failed, so that the next one, which compose starts, begins from nothing. */
export async function removeFailedEmulation(
  engine: Pick<Engine, 'listContainers' | 'removeContainer'>,
  environment: LocalEnvironment,
  controlPlane: Pick<ControlPlaneClient, 'emulation'>,
): Promise<void> {
  const status = await controlPlane.emulation().catch(() => undefined);
  if (status?.held?.failed !== true && !(await earlierVersionFailed(environment))) return;
  const localstack = (await serverContainers(engine, environment)).get('localstack');
  if (localstack !== undefined) await engine.removeContainer(localstack.id);
}

async function provideNeeded(
  context: EmulationContext,
  needed: 'there' | 'seen' | 'at-the-end',
  complete: Promise<void>,
): Promise<void> {
  await Promise.all([putSecrets(context), provideExternal(context)]);
  await putStored(context.clients, context.definition);
  if (needed === 'seen') await awaitNeeded(context);
  if (needed === 'at-the-end') await complete;
}

function digestOfNeeded({ emulated, neededFirst }: StoreDefinition): string {
  return digestOf(neededFirst.map((logicalId) => [logicalId, ownValue(emulated.Resources, logicalId)]));
}

/** Secrets are there once they have their values. */
async function awaitNeeded({ definition, signal, ...context }: EmulationContext): Promise<void> {
  const localStack = emulationClients({ definition, ...context });
  const { emulated, neededFirst, workload } = definition;
  const wanted = neededFirst.filter((logicalId) => !isSecret(ownValue(emulated.Resources, logicalId)?.Type));
  if (wanted.length === 0) return;
  const what = `LocalStack to create ${wanted.join(', ')}`;
  await waitUntil({ what, timeoutMs: 120_000, everyMs: 100, signal }, async () => {
    const resources = await stackResources(localStack, workload.stackName);
    const made = resources.filter(({ status }) => status === 'CREATE_COMPLETE');
    const ids = made.map(({ logicalId }) => logicalId);
    return wanted.every((logicalId) => ids.includes(logicalId)) ? true : undefined;
  });
}

function isSecret(type: string | undefined): boolean {
  return type === 'AWS::SecretsManager::Secret';
}

async function deploy(context: EmulationContext, step: Step): Promise<void> {
  const { environment, definition } = context;
  const { stackName, region, accountId } = definition.workload;
  const folder = stateFile(environment, 'emulated');
  await rm(folder, { recursive: true, force: true });
  await writeReducedAssembly(folder, { stackName, region, accountId, template: definition.emulated });
  const cdklocal = join(environment.checkout, 'node_modules', '.bin', 'cdklocal');
  await run(cdklocal, cdklocalArguments(folder, stackName), {
    cwd: environment.stateFolder,
    env: cdklocalEnvironment(process.env, context.awsPort, region),
    onLine: (line) => step.note(line),
    signal: context.signal,
  });
}

function cdklocalArguments(folder: string, stackName: string): readonly string[] {
  return [
    ...['deploy', stackName, '--app', folder, '--method', 'direct', '--require-approval', 'never'],
    ...['--progress', 'events', '--no-color', '--no-notices', '--no-version-reporting', '--no-path-metadata'],
  ];
}

async function checkEvents(context: EmulationContext): Promise<void> {
  const { stackName } = context.definition.workload;
  rejectFailedResources(stackName, await stackEvents(emulationClients(context), stackName));
}

async function checkResources(context: EmulationContext): Promise<number> {
  const { stackName } = context.definition.workload;
  const resources = await stackResources(emulationClients(context), stackName);
  rejectFallbacks(resources);
  return resources.length;
}

/** They see the stack as LocalStack has it: of the whole stack, the part that is deployed there. */
function emulationClients({
  awsPort,
  definition,
}: Pick<EmulationContext, 'awsPort' | 'definition'>): AwsClients {
  return awsClients({
    environment: 'local',
    endpoint: `http://127.0.0.1:${awsPort}`,
    region: definition.workload.region,
    accessKeyId: emulationAccessKeyId,
  });
}

async function putSecrets({ clients, kept, signal }: EmulationContext): Promise<void> {
  await Promise.all(
    [...kept.values()].map(({ name, value }) =>
      waitUntil({ what: `LocalStack to create the secret ${name}`, timeoutMs: 120_000, signal }, async () =>
        (await putSecretValue(clients, { name, value: value.reveal() })) ? true : undefined,
      ),
    ),
  );
}

async function provideExternal({ clients, external }: EmulationContext): Promise<void> {
  await Promise.all(external.map((secret) => provideSecret(clients, secret)));
}

/** All that the control plane gives to a LocalStack that was restarted. */
function lastOf({ definition, kept, external }: EmulationContext, deployed: HeldEmulation): LastEmulation {
  return {
    digest: deployed.digest,
    needed: deployed.needed,
    stackName: definition.workload.stackName,
    template: JSON.stringify(definition.emulated),
    secrets: [...kept.values()].map(({ name, value }) => ({ name, value: value.reveal() })),
    parameters: storedParameters(definition),
    external,
  };
}
