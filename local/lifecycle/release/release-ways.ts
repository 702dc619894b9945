import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from '../../../failure/command.ts';
import { environmentOptions } from '../../../operations/environment-options.ts';
import {
  type AcceptedFindings,
  acceptedFindingsFile,
  readAcceptedFindings,
} from '../../../operations/images/accepted-findings.ts';
import { pushImage } from '../../../operations/images/push-image.ts';
import { scanImage } from '../../../operations/images/scan-image.ts';
import { tagImage } from '../../../operations/images/tag-image.ts';
import { takePushedImage } from '../../../operations/images/take-pushed-image.ts';
import type { ReleaseWays, Storefront } from '../../../operations/release/release-context.ts';
import { judgeScan } from '../../../operations/release/scan-for-release.ts';
import { smokeCheck } from '../../../operations/release/smoke-check.ts';
import type { Target } from '../../../operations/target.ts';
import type { Step } from '../../../progress/progress.ts';
import { systemClock } from '../../../time/clock.ts';
import type { Engine } from '../../docker/engine.ts';
import { readText } from '../../environment/state-file.ts';
import { openImageWorkshop } from '../../images/image-workshop.ts';
import { hasRunnable } from '../../images/platform.ts';
import { checkContract } from '../contract/check-contract.ts';
import type { ContractDemand } from '../contract/contract-demand.ts';
import { buildRelease, type ImageDemand } from './build-release.ts';
import { publishStoreAssets } from './publish-store-assets.ts';
import { serveStoreAssets } from './serve-store-assets.ts';

/** What a release needs of the machine that it is made on. */
export interface ReleaseMachine {
  readonly target: Target;
  readonly engine: Engine;
  readonly checkout: string;
  readonly variables: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly demand: Omit<ImageDemand, 'taken'>;
  /** What the tasks ask of the image. */
  readonly contract: () => Promise<ContractDemand>;
  /** Names of critical findings that do not stop the release. */
  readonly accepted: readonly string[];
  /** File of the authority that signed the storefront's certificate, where the system does not trust it. */
  readonly certificateAuthority?: string;
}

/** The longest that an edge may take until it serves what was released. */
const smokeTimeoutMs = 60_000;

/** The parts of a release that this machine does, with its container engine: the same ones for every environment. */
export function releaseWays(machine: ReleaseMachine): ReleaseWays {
  const { target, engine, checkout, variables, signal, demand } = machine;
  const workshop = openImageWorkshop(engine, { checkout, environment: variables, signal });
  const taken: ImageDemand['taken'] = (tag, { image }, step) =>
    takePushedImage(target, { tag, image, engine, signal, onLine: (line) => step.note(line) });
  return {
    build: async (step) => {
      const built = await buildRelease(workshop, { ...demand, taken }, step);
      await step.step('Contract', (child) => refuseUnmet(machine, built.image, child));
      return built;
    },
    push: async (step, { image, tag }, repositoryUri) => {
      const onLine = (line: string) => step.note(line);
      const pushed = await pushImage(target, { image, tag, engine, onLine, signal });
      // The local ECS runs what the engine has by the name that task definitions have for it.
      if (target.environment === 'local') await engine.tagImage(image, `${repositoryUri}:${tag}`);
      if (pushed.isNew) step.result(`${tag}, ${pushed.digest.slice(0, 19)}`);
      else step.skip(`${tag} is there`);
      return pushed.digest;
    },
    scan: async (step, digest) => {
      const accepted = await acceptedIn(machine);
      step.result(judgeScan(await scanImage(target, { digest, signal }), accepted, systemClock.now()));
    },
    publishAssets: async (step, { image, tag }) => {
      step.result(await publishStoreAssets(target, { image, release: tag, signal }));
    },
    serveAssets: (step, release) => serveStoreAssets(target, { release, signal }, step),
    smokeCheck: (storefront) => checkStorefront(machine, storefront),
    keepImage: async (_, digest, tag) => tagImage(target, { digest, tag: `live-${tag}` }),
  };
}

/** Before an image is pushed, whether its tasks will find in it what they need. One for another platform cannot be looked into. */
async function refuseUnmet(
  { engine, contract, signal }: ReleaseMachine,
  image: string,
  step: Step,
): Promise<void> {
  if (!(await hasRunnable(engine, image))) return step.skip('the image is for another platform');
  const labels = { 'dev.spree-parity.contract': 'release' };
  await checkContract({ engine, image, labels, signal, demand: await contract(), file: undefined }, step);
}

/** What the command and the checkout's list accept. */
async function acceptedIn({ checkout, accepted }: ReleaseMachine): Promise<AcceptedFindings> {
  const text = await readText(join(checkout, acceptedFindingsFile));
  const { names, expired } = readAcceptedFindings(text ?? '', checkout, systemClock.now());
  return { names: new Set([...names, ...accepted]), expired };
}

/** Asks the storefront, as visitors of this environment reach it. */
export async function checkStorefront(
  {
    target,
    certificateAuthority,
    signal,
    healthOnly = false,
  }: Pick<ReleaseMachine, 'target' | 'certificateAuthority' | 'signal'> & { readonly healthOnly?: boolean },
  { url, healthPath }: Storefront,
): Promise<string> {
  return await smokeCheck({
    ...{ storefrontUrl: url, healthPath },
    ...(certificateAuthority === undefined
      ? {}
      : { certificateAuthority: await readFile(certificateAuthority) }),
    healthOnly,
    timeoutMs: smokeTimeoutMs,
    signal,
    hint:
      target.environment === 'local'
        ? `See: ${command('local:logs')} edge, ${command('local:logs')} web`
        : `See: ${command('store:status')} ${await environmentOptions(target)}`,
  });
}
