import { command } from '../../failure/command.ts';
import { wrongUsage } from '../../failure/wrong-usage.ts';
import { connectEngine } from '../../local/docker/dockerode-engine.ts';
import { withHeldTask } from '../../operations/held-task.ts';
import { readOneOffLaunch } from '../../operations/one-off-launch.ts';
import { entryPointOf, findRunningContainer } from '../../operations/running-task.ts';
import { environmentOption, regionOption, type Target } from '../../operations/target.ts';
import { sayPlace } from '../change/confirm-operation.ts';
import { runForScript } from '../exec/run-for-script.ts';
import { isTerminal } from '../exec/streams.ts';
import type { ScriptContext } from '../script.ts';
import { execNotEnabled } from './exec-not-enabled.ts';
import { executeOnAws } from './execute-on-aws.ts';
import { openTarget } from './open-target.ts';

/** A command with standard input. */
export interface InteractiveCommand {
  readonly script: string;
  readonly command: readonly string[];
  readonly terminal: boolean;
  /** The running task or service that it runs in; a one-off task of its own when absent. */
  readonly into?: string;
}

/**
 * Runs a command of the store with standard input, and with a terminal if it is to have one; gives its exit code. Locally the
 * engine starts it, with exit code and every byte; on AWS it is ECS Exec, which has terminals alone and tells no exit code.
 */
export async function runInteractiveCommand(
  context: ScriptContext,
  interactive: InteractiveCommand,
): Promise<number> {
  const environment = environmentOption(context.options.env);
  const region = regionOption(context.options.region);
  if (interactive.terminal) requireTerminal(interactive, context.json);
  else if (environment !== 'local') throw noInput(interactive.script, environment);
  const target = await openTarget(environment, region);
  await sayPlace({ target, region }, context);
  return interactive.into === undefined
    ? await inOwnTask(context, target, region, interactive)
    : await inRunningTask(context, target, region, interactive, interactive.into);
}

async function inOwnTask(
  context: ScriptContext,
  target: Target,
  region: string,
  { command: words, script: startedBy, terminal }: InteractiveCommand,
): Promise<number> {
  const launch = await readOneOffLaunch(target);
  const { cluster, entryPoint } = launch;
  const { signal, say } = context;
  const ecs = await target.clients.ecs();
  const isLocal = target.environment === 'local';
  if (terminal) say(`Starting a task of ${launch.taskDefinition}`);
  const holding = { startedBy, enableExecuteCommand: !isLocal, signal };
  return await withHeldTask(ecs, launch, holding, async ({ taskArn, container }) => {
    const { name = launch.container, runtimeId = '' } = container;
    if (!isLocal) {
      context.handOver();
      return await executeOnAws({ region, cluster, taskArn, container: name, entryPoint, command: words });
    }
    const started = { container: runtimeId, command: [...entryPoint, ...words] };
    return await runForScript(connectEngine(), started, { terminal, where: taskArn }, context);
  });
}

async function inRunningTask(
  context: ScriptContext,
  target: Target,
  region: string,
  { command: words, terminal }: InteractiveCommand,
  source: string,
): Promise<number> {
  const found = await findRunningContainer(target, { source });
  const { cluster, taskArn, container, runtimeId } = found;
  const entryPoint = await entryPointOf(await target.clients.ecs(), found);
  if (terminal) context.say(found.name);
  if (target.environment !== 'local') {
    if (!found.acceptsExec) throw await execNotEnabled(target, found);
    context.handOver();
    return await executeOnAws({ region, cluster, taskArn, container, entryPoint, command: words });
  }
  const started = { container: runtimeId, command: [...entryPoint, ...words] };
  return await runForScript(connectEngine(), started, { terminal, where: found.name }, context);
}

function requireTerminal({ script }: InteractiveCommand, json: boolean): void {
  if (json) {
    throw wrongUsage(
      'BAD_ARGUMENT',
      `${script} is interactive and does not support --json`,
      `For a script: ${command('store:exec')} --json -- COMMAND`,
    );
  }
  if (isTerminal(process)) return;
  throw wrongUsage(
    'NO_TERMINAL',
    `${script} needs a terminal as its standard input and output: the input or output device is not a TTY`,
    `With standard input alone: ${command('store:exec')} -i -- COMMAND`,
  );
}

function noInput(script: string, environment: string) {
  return wrongUsage(
    'NO_STANDARD_INPUT',
    `${script} -i without a terminal works on the local environment alone, not on ${environment}: ECS Exec passes no standard input but that of a terminal`,
    'With a terminal: -it. Without standard input: leave out -i.',
  );
}
