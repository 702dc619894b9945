import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AwsClients } from '../../../aws/clients.ts';
import { ownValue } from '../../../json/own-value.ts';
import { waitUntil } from '../../../time/wait-until.ts';
import type { Engine } from '../../docker/engine.ts';
import type { LocalEnvironment } from '../../environment/local-environment.ts';
import { readRebuiltFile, writeStateFile } from '../../environment/state-file.ts';
import { stateFile } from '../../environment/state-files.ts';
import { run } from '../../processes/run.ts';
import type { Progress, Step } from '../../progress/progress.ts';
import { digestOf } from '../../providers/digest.ts';
import { rejectFailedResources } from '../../providers/reject-failed-resources.ts';
import { type DeployedResource, rejectFallbacks } from '../../providers/reject-fallbacks.ts';
import { writeReducedAssembly } from '../../providers/write-reduced-assembly.ts';
import type { Definition } from '../definition.ts';
import type { KeptSecrets } from '../kept-secrets.ts';
import { emulatedSchema, planEmulation } from './emulation-plan.ts';
import { withoutAws } from './guard.ts';
import { serverContainers } from './start-servers.ts';

export interface EmulationContext {
  readonly engine: Engine;
  readonly environment: LocalEnvironment;
  readonly definition: Definition;
  readonly kept: KeptSecrets;
  readonly clients: AwsClients;
  readonly awsPort: number;
  /** The engine's id of LocalStack's container. */
  readonly localstackId: string;
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
 * when this run of LocalStack has both. What tasks need comes first, so that nobody waits for the CDK CLI, which
 * looks only every five seconds. `complete` raises `LOCALSTACK_FALLBACK` for what it only pretends to have.
 */
export async function startEmulation(context: EmulationContext): Promise<Emulation> {
  const { environment, definition, progress } = context;
  const file = stateFile(environment, 'emulatedRun');
  const wanted = {
    run: await currentRun(context),
    digest: definition.emulatedDigest,
    needed: digestOfNeeded(definition),
  };
  const before = await readRebuiltFile(file, emulatedSchema);
  const plan = planEmulation(before, wanted);
  if (plan.kind === 'up-to-date') {
    const complete = progress.step('LocalStack', async (step) => step.skip('up to date'));
    return { needed: Promise.resolve(), complete };
  }
  await writeStateFile(file, plan.begun);
  const failed = new AbortController();
  const complete = progress.step('LocalStack', async (step) => {
    try {
      try {
        await deploy(context, step);
      } finally {
        // What failed says more than the end of cdklocal, which may also take it for a success.
        await checkEvents(context);
      }
      const resources = await checkResources(context);
      await writeStateFile(file, wanted);
      step.result(`${resources} resources, ${context.kept.size} secrets`);
    } catch (error) {
      if (!context.signal.aborted) await writeStateFile(file, { ...plan.begun, failed: true });
      failed.abort(error);
      throw error;
    }
  });
  // Whoever waits for it handles it; until then it must not end the process.
  complete.catch(() => {});
  const signal = AbortSignal.any([context.signal, failed.signal]);
  return { needed: provideNeeded({ ...context, signal }, plan.needed, complete), complete };
}

/** Ends a LocalStack whose last deployment failed, so that the next one, which compose starts, begins from nothing. */
export async function removeFailedEmulation(
  engine: Pick<Engine, 'listContainers' | 'removeContainer'>,
  environment: LocalEnvironment,
): Promise<void> {
  const before = await readRebuiltFile(stateFile(environment, 'emulatedRun'), emulatedSchema);
  if (before?.failed !== true) return;
  const localstack = (await serverContainers(engine, environment)).get('localstack');
  if (localstack !== undefined) await engine.removeContainer(localstack.id);
}

async function provideNeeded(
  context: EmulationContext,
  needed: 'there' | 'seen' | 'at-the-end',
  complete: Promise<void>,
): Promise<void> {
  await putSecrets(context);
  if (needed === 'seen') await awaitNeeded(context);
  if (needed === 'at-the-end') await complete;
}

function digestOfNeeded({ emulated, neededFirst }: Definition): string {
  return digestOf(neededFirst.map((logicalId) => [logicalId, ownValue(emulated.Resources, logicalId)]));
}

/** Secrets are there once they have their values. */
async function awaitNeeded({ clients, definition, signal }: EmulationContext): Promise<void> {
  const { emulated, neededFirst, workload } = definition;
  const wanted = neededFirst.filter((logicalId) => !isSecret(ownValue(emulated.Resources, logicalId)?.Type));
  if (wanted.length === 0) return;
  const cloudFormation = await clients.cloudFormation();
  const what = `LocalStack to have ${wanted.join(', ')}`;
  await waitUntil({ what, timeoutMs: 120_000, everyMs: 100, signal }, async () => {
    const { StackResources: resources = [] } = await cloudFormation
      .describeStackResources({ StackName: workload.stackName })
      .catch(noneBeforeTheStack);
    const made = resources.filter(({ ResourceStatus: status }) => status === 'CREATE_COMPLETE');
    const ids = made.map(({ LogicalResourceId: logicalId }) => logicalId);
    return wanted.every((logicalId) => ids.includes(logicalId)) ? true : undefined;
  });
}

/** CloudFormation does not know a stack before its deployment has begun. */
function noneBeforeTheStack(error: unknown): Partial<Record<'StackResources' | 'StackEvents', undefined>> {
  if (error instanceof Error && error.name === 'ValidationError') return {};
  throw error;
}

function isSecret(type: string | undefined): boolean {
  return type === 'AWS::SecretsManager::Secret';
}

async function currentRun({ engine, localstackId }: EmulationContext): Promise<string> {
  const details = await engine.inspectContainer(localstackId);
  return `${localstackId}@${details?.startedAt?.toISOString() ?? ''}`;
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
    env: cdklocalEnvironment(context, region),
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

/** cdklocal takes the endpoint from these two variables, and stops when only the first is set. */
function cdklocalEnvironment({ awsPort }: EmulationContext, region: string): NodeJS.ProcessEnv {
  const endpoint = `http://127.0.0.1:${awsPort}`;
  return {
    ...withoutAws(process.env),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}

/** LocalStack gives all events of a stack at once. */
async function checkEvents({ clients, definition }: EmulationContext): Promise<void> {
  const cloudFormation = await clients.cloudFormation();
  const { stackName } = definition.workload;
  const { StackEvents: events = [] } = await cloudFormation
    .describeStackEvents({ StackName: stackName })
    .catch(noneBeforeTheStack);
  rejectFailedResources(stackName, events.map(deployedResource));
}

async function checkResources(context: EmulationContext): Promise<number> {
  const cloudFormation = await context.clients.cloudFormation();
  const { stackName } = context.definition.workload;
  const { StackResources: resources = [] } = await cloudFormation.describeStackResources({
    StackName: stackName,
  });
  rejectFallbacks(resources.map(deployedResource));
  return resources.length;
}

/** What an event and a resource of a stack have in common. */
interface Reported {
  readonly LogicalResourceId?: string | undefined;
  readonly ResourceType?: string | undefined;
  readonly ResourceStatus?: string | undefined;
  readonly ResourceStatusReason?: string | undefined;
}

function deployedResource(found: Reported): DeployedResource {
  return {
    logicalId: found.LogicalResourceId ?? '',
    type: found.ResourceType ?? '',
    status: found.ResourceStatus ?? '',
    ...(found.ResourceStatusReason === undefined ? {} : { reason: found.ResourceStatusReason }),
  };
}

async function putSecrets({ clients, kept, signal }: EmulationContext): Promise<void> {
  const secretsManager = await clients.secretsManager();
  await Promise.all(
    [...kept.values()].map(({ name, value }) =>
      waitUntil({ what: `LocalStack to have the secret ${name}`, timeoutMs: 120_000, signal }, async () => {
        try {
          await secretsManager.putSecretValue({ SecretId: name, SecretString: value.reveal() });
          return true;
        } catch (error) {
          if (error instanceof Error && error.name === 'ResourceNotFoundException') return undefined;
          throw error;
        }
      }),
    ),
  );
}
