import { join } from 'node:path';
import { env } from 'node:process';
import { hintsFor } from '../../local/lifecycle/release/hints-for.ts';
import { releaseWays } from '../../local/lifecycle/release/release-ways.ts';
import {
  bootstrapInfrastructure,
  missingBootstraps,
} from '../../operations/infrastructure/bootstrap-infrastructure.ts';
import { deployInfrastructure } from '../../operations/infrastructure/deploy-infrastructure.ts';
import { eventLine, type InfrastructureEvent } from '../../operations/infrastructure/infrastructure-event.ts';
import type { Answer } from '../../operations/infrastructure/infrastructure-question.ts';
import { clientsByRegion } from '../../operations/infrastructure/regional-clients.ts';
import {
  type Infrastructure,
  synthesizeInfrastructure,
} from '../../operations/infrastructure/synthesize-infrastructure.ts';
import { deployStore } from '../../operations/release/deploy-store.ts';
import type { ReleaseResult } from '../../operations/release/release-image.ts';
import { assertStillRuns } from '../../operations/release/running-tag.ts';
import type { StackDeployment } from '../../operations/release/stack-deployment.ts';
import type { EnvironmentName } from '../../operations/target.ts';
import type { ChangedEnvironment } from '../change/change-environment.ts';
import type { ScriptContext } from '../script.ts';
import { demandOf } from './demand-of.ts';
import { imagePlatform, secretsOfOwner, templateHas } from './read-templates.ts';
import { requireOwnersSecrets } from './require-owners-secrets.ts';

/** A deployment to which somebody has agreed. */
export interface AgreedDeployment extends ChangedEnvironment {
  readonly environment: Exclude<EnvironmentName, 'local'>;
  readonly region: string;
  readonly tag: string;
  readonly runningTag: string | undefined;
  readonly infrastructure: Infrastructure;
  /** For cloud assemblies. */
  readonly folder: string;
  readonly runAgain: string;
  readonly answer: Answer;
}

/** Carries a deployment out. Raises what `deployStore` raises, `RELEASED_MEANWHILE` and `NO_MAIL_SECRET`. */
export async function runDeployment(
  { progress, lists }: ScriptContext,
  deployment: AgreedDeployment,
): Promise<ReleaseResult> {
  const { target, engine, checkout, who, tag, runningTag, infrastructure, region, runAgain, signal } =
    deployment;
  await assertStillRuns(target, runningTag, runAgain);
  await requireOwnersSecrets(target.clients, { names: secretsOfOwner(infrastructure), region, runAgain });
  const ways = releaseWays({
    ...{ target, engine, checkout, signal, variables: env, accepted: lists.accept ?? [] },
    demand: { platform: imagePlatform(infrastructure), tag: async () => tag },
    contract: async () => demandOf(infrastructure),
  });
  return await deployStore({
    ...{ target, progress, signal, ways, tag, runningTag, runAgain, releasedBy: who },
    hints: await hintsFor(target),
    stack: stackDeployment(deployment),
    hasSetUp: templateHas(infrastructure, 'SetUpTaskFamily'),
  });
}

function stackDeployment({
  environment,
  checkout,
  folder,
  infrastructure,
  answer,
  signal,
}: AgreedDeployment): StackDeployment {
  const clientsOf = clientsByRegion(environment);
  let count = 0;
  return {
    bootstrap: async (step) => {
      const missing = await missingBootstraps(infrastructure.stacks, clientsOf);
      if (missing.length === 0) return step.skip('is there');
      await bootstrapInfrastructure(missing, { onEvent: noting(step) });
      step.result(missing.map(({ region }) => region).join(', '));
    },
    deploy: async (step, { imageTag, oneOffImageTag, runsTasks }) => {
      count += 1;
      const app = await synthesizeInfrastructure({
        ...{ checkout, folder: join(folder, `deployment-${count}`) },
        context: { environment, imageTag, oneOffImageTag, ...(runsTasks ? {} : { tasks: 'none' }) },
      });
      const deployed = await deployInfrastructure(app, { clientsOf, answer, signal, onEvent: noting(step) });
      const left = deployed.flatMap(({ leftBehind }) => leftBehind);
      const names = deployed.map(({ name }) => name).join(', ');
      step.result(left.length === 0 ? names : `${names}; could not be deleted: ${left.join(', ')}`);
    },
  };
}

function noting(step: { note(text: string): void }): (event: InfrastructureEvent) => void {
  return (event) => {
    const line = eventLine(event);
    if (line !== undefined) step.note(line);
  };
}
