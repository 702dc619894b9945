import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cwd, env } from 'node:process';
import { errorMessage } from '../../failure/error-message.ts';
import { Failure } from '../../failure/failure.ts';
import { connectEngine } from '../../local/docker/dockerode-engine.ts';
import { releaseTag } from '../../local/lifecycle/release/release-tag.ts';
import { readCaller } from '../../operations/guards/caller.ts';
import { assertCommitted, type Commit, readCommit } from '../../operations/guards/committed-tree.ts';
import { assertPlace } from '../../operations/guards/deployment-place.ts';
import { assertDeployable } from '../../operations/infrastructure/assert-deployable.ts';
import { readDeployedTemplates } from '../../operations/infrastructure/deployed-templates.ts';
import type { InfrastructureQuestion } from '../../operations/infrastructure/infrastructure-question.ts';
import type { InfrastructurePreview } from '../../operations/infrastructure/preview/infrastructure-preview.ts';
import {
  approvedBy,
  previewInfrastructure,
} from '../../operations/infrastructure/preview/preview-infrastructure.ts';
import { clientsByRegion } from '../../operations/infrastructure/regional-clients.ts';
import {
  type Infrastructure,
  synthesizeInfrastructure,
} from '../../operations/infrastructure/synthesize-infrastructure.ts';
import { readRunningTag } from '../../operations/release/running-tag.ts';
import { type EnvironmentName, targetOnAws } from '../../operations/target.ts';
import { changeEnvironment } from '../change/change-environment.ts';
import { changeOptions } from '../change/change-options.ts';
import { confirm } from '../change/confirm.ts';
import { refuseOtherEndpoints } from '../change/refuse-other-endpoints.ts';
import { runAgain } from '../change/run-again.ts';
import { runScript } from '../run-script.ts';
import type { Script, ScriptContext } from '../script.ts';
import { storeVariables } from '../variables.ts';
import { costLines } from './cost-lines.ts';
import { deployedStore, deployedText } from './deployed.ts';
import { gitIn } from './git-in.ts';
import { previewMarkdown } from './preview-markdown.ts';
import { previewText } from './preview-text.ts';
import { runDeployment } from './run-deployment.ts';

type AwsEnvironment = Exclude<EnvironmentName, 'local'>;

const { yes, 'force-unlock': forceUnlock } = changeOptions;

/** Runs the script that deploys one environment, such as `deploy:staging`. */
export async function runDeployScript(name: string, environment: AwsEnvironment): Promise<void> {
  await runScript(deployScript(name, environment));
}

/** The script that deploys one environment. */
export function deployScript(name: string, environment: AwsEnvironment): Script {
  return {
    name,
    about: `deploys the definition and the store to ${environment} on AWS, from an empty account to a running store: shows what changes and what it costs, asks, and does it`,
    options: {
      ...(yes && { yes }),
      ...(forceUnlock && { 'force-unlock': forceUnlock }),
      preview: { type: 'boolean', about: 'shows what would change, and changes nothing' },
      markdown: { type: 'boolean', about: 'the same as a comment for a pull request' },
      'no-drift': {
        type: 'boolean',
        about: 'does not look for what was changed by hand, which takes minutes',
      },
      accept: {
        type: 'string',
        value: 'FINDING',
        multiple: true,
        about: 'a critical finding of the scan that does not stop the deployment (may be repeated)',
      },
    },
    variables: storeVariables,
    examples: ['', '--preview', '--markdown', '--yes', '--accept CVE-2026-1234'],
    interrupted: 'CloudFormation and ECS end what they have begun. Run it again: it goes on from there.',
    run: (context) => deploy(context, name, environment),
  };
}

/** What is deployed, and where. */
interface Planned {
  readonly commit: Commit;
  readonly tag: string;
  readonly region: string;
  readonly account: string;
  readonly runningTag: string | undefined;
  readonly infrastructure: Infrastructure;
  readonly preview: InfrastructurePreview;
}

async function deploy(context: ScriptContext, name: string, environment: AwsEnvironment): Promise<number> {
  const { options, json, print } = context;
  const folder = await mkdtemp(join(tmpdir(), 'deploy-'));
  try {
    const planned = await plan(context, environment, folder);
    const extras = { environment, cost: await costOf(planned, environment), release: releaseLines(planned) };
    if (options.markdown === true) {
      print(previewMarkdown(planned.preview, extras));
      return 0;
    }
    const text = previewText(planned.preview, extras, planned);
    if (options.preview === true) {
      print(json ? JSON.stringify(planned.preview) : text);
      return 0;
    }
    context.say(text);
    const again = runAgain(name, context);
    const asked = async () => {
      if (options.yes === true) return;
      await confirm({ question: `Deploy this to ${environment}?`, otherwise: 'Nothing was changed' });
    };
    const request = {
      ...{ script: name, environment, region: planned.region, bringsCheckout: true },
      forceUnlock: options['force-unlock'] === true,
      readStacks: async () => planned.infrastructure.stacks,
    };
    const released = await changeEnvironment(request, context, asked, (changed) =>
      runDeployment(context, {
        ...{ ...changed, ...planned, environment, folder, runAgain: again },
        answer: approvedBy(planned.preview, (question) => askAgain(question, options.yes === true)),
      }),
    );
    const target = targetOnAws(environment, planned.region);
    const deployed = await deployedStore(released, target, planned.runningTag === undefined);
    print(json ? JSON.stringify(deployed) : deployedText(deployed, environment));
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function plan(
  { options, progress, signal, say }: ScriptContext,
  environment: AwsEnvironment,
  folder: string,
): Promise<Planned> {
  await refuseOtherEndpoints();
  const checkout = cwd();
  const commit = await readCommit(gitIn(checkout));
  assertCommitted(environment, commit);
  const tag = await releaseTag({
    ...{ commit, checkout, variables: env, engine: connectEngine(), signal, note: say },
  });
  const infrastructure = await progress.step('Definition', () =>
    synthesizeInfrastructure({
      ...{ checkout, folder: join(folder, 'preview') },
      context: { environment, imageTag: tag },
    }),
  );
  const region = infrastructure.stacks.find((stack) => stack.name === `spree-${environment}`)?.region ?? '';
  const target = targetOnAws(environment, region);
  const { account } = await readCaller(target.clients);
  assertPlace({ environment, caller: { account }, stacks: infrastructure.stacks });
  await assertDeployable(infrastructure.stacks, clientsByRegion(environment));
  const runningTag = await readRunningTag(target);
  const preview = await progress.step('Preview', () =>
    previewInfrastructure(infrastructure, {
      ...{ clientsOf: clientsByRegion(environment), signal, withDrift: options['no-drift'] !== true },
      onEvent: (event) => {
        if (event.type === 'remark' && event.level !== 'info') say(event.text);
      },
    }),
  );
  return { commit, tag, region, account, runningTag, infrastructure, preview };
}

function releaseLines({ tag, runningTag }: Planned): readonly string[] {
  if (runningTag === undefined) return [`image ${tag}, the first: database, seeds and services follow`];
  if (runningTag === tag) return [`image ${tag}, which runs already`];
  return [
    `image ${tag} in place of ${runningTag}`,
    'its migrations run before any of its tasks; all tasks are replaced, a few at a time',
  ];
}

async function costOf(
  { infrastructure, region }: Planned,
  environment: AwsEnvironment,
): Promise<readonly string[]> {
  try {
    const deployed = await readDeployedTemplates(clientsByRegion(environment), infrastructure.stacks);
    return costLines(deployed, infrastructure.stacks, environment);
  } catch (error) {
    return [`not known in ${region}: ${errorMessage(error)}`];
  }
}

/** Something is lost that the preview did not show: nobody has agreed to that yet. */
async function askAgain(
  { text, destructive }: InfrastructureQuestion,
  isUnattended: boolean,
): Promise<boolean> {
  const lost = destructive
    .map(({ stack, logicalId, effect }) => `${stack} ${logicalId}: ${effect}`)
    .join(', ');
  if (isUnattended) {
    throw new Failure('NOT_CONFIRMED', `The preview did not show this: ${text} ${lost}`, {
      hint: 'Somebody may have deployed in the meantime. Run it again and look at the new preview.',
    });
  }
  await confirm({
    question: `${text} ${lost} The preview did not show this. Go on?`,
    otherwise: 'The deployment was stopped',
  });
  return true;
}
