import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AwsClients, awsClients } from '../../aws/clients.ts';
import { parseTemplate } from '../../definition/template/template.ts';
import { parseJson } from '../../json/parse-json.ts';
import {
  type ReleasedStore,
  releasedStore,
  storeWorkload,
} from '../../operations/release/testing/released-store.ts';
import { storeOutputs } from '../../operations/release/testing/stack-of-store.ts';
import { owned } from '../../stack/testing/owned.ts';
import { changeSets } from './front/change-sets.ts';
import { deletedStacks } from './front/deleted-stacks.ts';
import { type Interception, openFront } from './front/moto-front.ts';
import { sentTemplates } from './front/sent-templates.ts';
import { stackIn, terminationProtection } from './front/termination-protection.ts';
import type { MotoServer } from './moto-server.ts';
import { stubs } from './stubs.ts';

/**
 * An account at one address: moto, and for containers a control plane that runs what each deployment of the store's stack says.
 * Outputs that name parts of ECS are those of that control plane.
 */
export interface StoreAccount extends AsyncDisposable {
  readonly endpoint: string;
  /** For what the library keeps. */
  readonly home: string;
  readonly store: ReleasedStore;
  clientsOf(region: string): AwsClients;
  /** Operations that change something, and commands of one-off tasks, in their order. */
  readonly log: string[];
  /** What goes wrong from now on; nothing when absent. */
  failWith(fault?: Interception): void;
  /** Last words of the commands of one-off tasks that fail. */
  readonly failing: Set<string>;
  /** Names of critical findings in images. */
  readonly findings: string[];
}

const stack = 'spree-staging';
const ofControlPlane = ['ecs', 'elasticloadbalancing', 'application-autoscaling'];

/** Opens an account in which there is nothing yet. */
export async function openStoreAccount(moto: MotoServer): Promise<StoreAccount> {
  await moto.reset();
  const home = await mkdtemp(join(tmpdir(), 'store-account-'));
  const log: string[] = [];
  const findings: string[] = [];
  const failing = new Set<string>();
  const noFault: Interception = (call, onward) => onward(call);
  let fault = noFault;
  const store = await releasedStore(
    ({ command, name }) => {
      if (!command.includes('serve')) {
        log.push(`one-off ${command.at(-1)}`);
        return failing.has(command.at(-1) ?? '') ? 1 : undefined;
      }
      if (name !== 'setup') return undefined;
      log.push('one-off set-up');
      return 0;
    },
    undefined,
    false,
  );
  const templates = sentTemplates(moto, { stubs, accountId: owned.account });
  const front = await openFront(
    moto.endpoint,
    [
      (call, onward) => fault(call, onward),
      scans(findings),
      changeSets(templates),
      terminationProtection(new Set()),
      deletedStacks(templates),
      templates.intercept,
      runningIn(store, log),
    ],
    Object.fromEntries(ofControlPlane.map((service) => [service, store.url])),
  );
  return {
    ...{ endpoint: front.endpoint, home, store, log, findings, failing },
    clientsOf: (region) => awsClients({ environment: 'local', endpoint: front.endpoint, region }),
    failWith: (next = noFault) => {
      fault = next;
    },
    [Symbol.asyncDispose]: async () => {
      await front[Symbol.asyncDispose]();
      await store[Symbol.asyncDispose]();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Has the control plane run what CloudFormation was told, and tells its names among the outputs. */
function runningIn(store: ReleasedStore, log: string[]): Interception {
  let deployments = 0;
  return async (call, onward) => {
    const answer = await onward(call);
    if (call.service !== 'cloudformation' || answer.status !== 200) return answer;
    const name = stackIn(call.parameters);
    if (call.action === 'DescribeStacks' && name === stack) {
      return { ...answer, body: withOutputs(String(answer.body)) };
    }
    if (!['CreateStack', 'UpdateStack', 'DeleteStack', 'ExecuteChangeSet'].includes(call.action))
      return answer;
    if (name !== stack || call.action === 'DeleteStack') {
      log.push(`${call.action} ${name}`);
      return answer;
    }
    const { imageTag, oneOffTag, runsTasks } = imagesIn(call.parameters.get('TemplateBody') ?? '');
    log.push(`${call.action} ${name} ${imageTag}, one-off ${oneOffTag}${runsTasks ? '' : ', no tasks'}`);
    deployments += 1;
    await store.controlPlane.applyWorkload({
      workload: storeWorkload(imageTag, { oneOffTag, runsTasks }),
      ...{ digest: `d${deployments}`, releaseServices: true },
    });
    return answer;
  };
}

/** What a template runs; the tag of an image is the first twelve digits of a commit. */
function imagesIn(template: string) {
  const { Resources } = parseTemplate(parseJson(template) ?? {}, stack);
  const textOf = (type: string, beginning: string) =>
    JSON.stringify(
      Object.entries(Resources).find(([id, { Type }]) => Type === type && id.startsWith(beginning))?.[1] ??
        '',
    );
  const tagIn = (text: string) => /:([0-9a-f]{12})"/.exec(text)?.[1] ?? 'none';
  return {
    imageTag: tagIn(textOf('AWS::ECS::TaskDefinition', 'Web')),
    oneOffTag: tagIn(textOf('AWS::ECS::TaskDefinition', 'OneOff')),
    runsTasks: !/"DesiredCount":0\b/.test(textOf('AWS::ECS::Service', 'Web')),
  };
}

const named = ['ClusterName', 'RepositoryUri', 'OneOffTaskFamily', 'SeedTaskFamily', 'SetUpTaskFamily'];

function withOutputs(xml: string): string {
  return xml.replaceAll(/<member>(?:(?!<\/?member>).)*<\/member>/gs, (member) => {
    const key = named.find((name) => member.includes(`<OutputKey>${name}</OutputKey>`));
    if (key === undefined) return member;
    return member.replace(/<OutputValue>[^<]*/, `<OutputValue>${storeOutputs[key]}`);
  });
}

/** A scan that is over at once, as moto makes none when an image is pushed. */
function scans(findings: readonly string[]): Interception {
  return async (call, onward) => {
    if (call.service !== 'ecr' || call.action !== 'DescribeImageScanFindings') return await onward(call);
    const imageScanFindings = {
      findings: findings.map((name) => ({ name, severity: 'CRITICAL' })),
      findingSeverityCounts: { CRITICAL: findings.length },
    };
    const body = JSON.stringify({ imageScanStatus: { status: 'COMPLETE' }, imageScanFindings });
    return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body };
  };
}
