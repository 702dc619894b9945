import type { RegisterTaskDefinitionCommandInput } from '../aws/ecs-types.ts';
import { Failure } from '../failure/failure.ts';
import { awaitServices, servicesOf } from './await-services.ts';
import { awaitTasks, type NamedService } from './await-tasks.ts';
import { awsCommand } from './aws-command.ts';
import type { OperationWatch } from './operation-watch.ts';
import { thenPutBack } from './put-back.ts';
import { type RegisteredDefinition, resized, sizeOf, type TaskSize } from './resized-definition.ts';
import type { Target } from './target.ts';

const restoreTimeoutMs = 300_000;

/**
 * Runs `work`, which may give a service tasks of other sizes, and puts the service back on its own task definition
 * afterwards, also when it fails or is interrupted. Raises `STORE_DOES_NOT_START` for tasks that do not start at a size,
 * `TIMED_OUT` and `NOT_PUT_BACK`.
 */
export async function withTaskSizes<Result>(
  target: Target,
  service: NamedService,
  watch: OperationWatch,
  work: (resize: (size: TaskSize) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  watch.signal.throwIfAborted();
  const { note, clock } = watch;
  const own = await ownDefinition(target, service);
  const ownArn = own.definition.taskDefinitionArn ?? '';
  const sized = new Map([[textOf(sizeOf(own)), ownArn]]);
  let current = ownArn;
  const command = await ownSizeCommand(target, service, ownArn);
  const resize = async (size: TaskSize): Promise<void> => {
    const text = textOf(size);
    const arn = sized.get(text) ?? (await registered(target, resized(own, size)));
    sized.set(text, arn);
    if (arn === current) return;
    note(`${service.service} gets tasks of ${text}`);
    if (current === ownArn) note(`If this process is killed, put it back: ${command}`);
    current = arn;
    await deploy(target, service, arn);
    await awaitDeployment(target, service, arn, watch);
  };
  return await thenPutBack(
    () => work(resize),
    {
      what: `the task size of ${service.service}`,
      command,
      isChanged: () => current !== ownArn,
      restore: async () => {
        if (current === ownArn) return;
        await deploy(target, service, ownArn);
        note(`${service.service} gets tasks of its own size again`);
      },
      settle: async () => {
        await deregister(
          target,
          [...sized.values()].filter((arn) => arn !== ownArn),
        );
        if (current === ownArn) return;
        await awaitOwnTasks(target, service, ownArn, { note, ...(clock === undefined ? {} : { clock }) });
      },
    },
    watch,
  );
}

/** The AWS CLI command that gives a service tasks of a task definition, such as its own of before. */
export async function ownSizeCommand(
  { clients }: Target,
  { cluster, service }: NamedService,
  taskDefinition: string,
): Promise<string> {
  return await awsCommand(await clients.ecs(), [
    ...['ecs', 'update-service', '--cluster', cluster, '--service', service],
    ...['--task-definition', taskDefinition],
  ]);
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTaskDefinition.html */
async function ownDefinition(
  { clients }: Target,
  { cluster, service }: NamedService,
): Promise<RegisteredDefinition> {
  const ecs = await clients.ecs();
  const { services: [found] = [] } = await ecs.describeServices({ cluster, services: [service] });
  if (found?.status !== 'ACTIVE') {
    throw new Failure('SERVICE_NOT_FOUND', `The cluster ${cluster} has no active service ${service}`, {
      hint: `List its services: ${await awsCommand(ecs, ['ecs', 'list-services', '--cluster', cluster])}`,
    });
  }
  const { taskDefinition, tags = [] } = await ecs.describeTaskDefinition({
    taskDefinition: found.taskDefinition,
    include: ['TAGS'],
  });
  return { definition: taskDefinition ?? {}, tags };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html */
async function registered({ clients }: Target, input: RegisterTaskDefinitionCommandInput): Promise<string> {
  const { taskDefinition } = await (await clients.ecs()).registerTaskDefinition(input);
  return taskDefinition?.taskDefinitionArn ?? '';
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html */
async function deploy({ clients }: Target, named: NamedService, taskDefinition: string): Promise<void> {
  await (await clients.ecs()).updateService({ ...named, taskDefinition });
}

/**
 * Tasks that still run of a revision go on, but nothing new can be started of it by hand.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeregisterTaskDefinition.html
 */
async function deregister({ clients }: Target, arns: readonly string[]): Promise<void> {
  const ecs = await clients.ecs();
  for (const taskDefinition of arns) await ecs.deregisterTaskDefinition({ taskDefinition });
}

async function awaitDeployment(
  target: Target,
  { cluster, service }: NamedService,
  arn: string,
  { note, signal, clock }: OperationWatch,
): Promise<void> {
  let told = '';
  await awaitServices(await servicesOf(target, cluster, [service]), {
    revisions: { [service]: arn },
    onProgress: (progress) => {
      if (progress !== told) note(progress);
      told = progress;
    },
    hints: { slow: eventsHint(service), failed: eventsHint },
    signal,
    ...(clock === undefined ? {} : { clock }),
  });
}

function eventsHint(service: string): string {
  return `See the events of ${service} in ECS. Tasks may need more memory than this size has.`;
}

async function awaitOwnTasks(
  target: Target,
  service: NamedService,
  arn: string,
  watch: Omit<OperationWatch, 'signal'>,
): Promise<void> {
  const wait = {
    what: `${service.service} to run tasks of its own size again`,
    timeoutMs: restoreTimeoutMs,
    hint: 'ECS goes on with it.',
    isEnough: ({ taskDefinition }: { readonly taskDefinition: string | undefined }) => taskDefinition === arn,
  };
  await awaitTasks(target, service, wait, watch);
}

function textOf({ vcpu, memoryMiB }: TaskSize): string {
  return `${vcpu} vCPU and ${memoryMiB} MiB`;
}
