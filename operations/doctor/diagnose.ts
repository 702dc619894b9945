import type { Known } from '../known.ts';
import type { DoctorFacts, ServiceFacts } from './doctor-facts.ts';
import { onlyBeforeTakenBack, onlyTakenBack, withoutTakenBack } from './failed-tasks.ts';
import type { Finding, Weight } from './finding.ts';
import { costs } from './rules/costs.ts';
import { dataStoreAccess } from './rules/data-store-access.ts';
import { dataStoreState } from './rules/data-store-state.ts';
import { edge } from './rules/edge.ts';
import { healthCheck } from './rules/health-check.ts';
import { imagePull } from './rules/image-pull.ts';
import { loadBalancing } from './rules/load-balancing.ts';
import { memory } from './rules/memory.ts';
import { networkPaths } from './rules/network-paths.ts';
import { rollout } from './rules/rollout.ts';
import type { Rule } from './rules/rule.ts';
import { scaledToZero } from './rules/scaled-to-zero.ts';
import { scaling } from './rules/scaling.ts';
import { secretState } from './rules/secret-state.ts';
import { secrets } from './rules/secrets.ts';
import { taskEnd } from './rules/task-end.ts';

/** What is wrong, the cause before its consequences, and what could not be looked at. */
export interface Diagnosis {
  readonly findings: readonly Finding[];
  readonly unknown: readonly { readonly what: string; readonly why: string }[];
}

/** In the order in which causes explain one another: a full database explains tasks that end, not the reverse. */
const rules: readonly Rule[] = [
  scaledToZero,
  dataStoreState,
  networkPaths,
  imagePull,
  secrets,
  secretState,
  memory,
  dataStoreAccess,
  taskEnd,
  healthCheck,
  loadBalancing,
  edge,
  rollout,
  scaling,
  costs,
];

/** Those that say why a task did not start. */
const startRules: readonly Rule[] = [imagePull, secrets, taskEnd];

/** Those that look at tasks that failed. */
const taskRules: readonly Rule[] = [imagePull, secrets, memory, dataStoreAccess, taskEnd, healthCheck];

const weights: readonly Weight[] = ['cause', 'symptom', 'note'];

/** Finds out what is wrong with a store. Pure: what AWS does not tell is listed as unknown and no problem. */
export function diagnose(facts: DoctorFacts): Diagnosis {
  const found = withoutConsequences([
    ...rules.flatMap((rule) => rule({ ...facts, services: facts.services.map(withoutTakenBack) })),
    ...takenBackFindings(facts),
    ...taskRules.flatMap((rule) => rule({ ...facts, services: facts.services.map(onlyBeforeTakenBack) })),
    ...startRules.flatMap((rule) => rule({ ...facts, services: notStarted(facts) })),
  ]);
  const findings = found.toSorted(
    (left, right) => weights.indexOf(left.weight) - weights.indexOf(right.weight),
  );
  return { findings, unknown: unknownOf(facts) };
}

/** What a release failed of that does not run any more comes after what is wrong now. */
function takenBackFindings(facts: DoctorFacts): readonly Finding[] {
  const services = facts.services.map(onlyTakenBack);
  return taskRules
    .flatMap((rule) => rule({ ...facts, services }))
    .map((finding) => ({
      ...finding,
      says: `A rollout of ${finding.about} was taken back because of this: ${finding.says}`,
      // The earlier release serves already.
      advice: finding.advice.filter((each) => !each.includes('store:rollback')),
    }));
}

/** The last one-off task, if it never ran, as if it were a service: how a command ended is the business of whoever ran it. */
function notStarted({ oneOffs, atMs }: DoctorFacts): readonly ServiceFacts[] {
  const tasks = oneOffs.isKnown ? oneOffs.value : [];
  const [newest] = tasks.toSorted((left, right) => right.createdAt - left.createdAt);
  if (newest === undefined || newest.containers.some(({ exitCode }) => exitCode !== undefined)) return [];
  const { taskDefinition } = newest;
  const nothing = { isKnown: true, value: [] } as const;
  return [
    {
      ...{
        name: 'oneoff',
        serviceName: '',
        cluster: '',
        atMs,
        desired: 0,
        running: 0,
        taskDefinition,
        deploymentId: undefined,
        deployedMs: undefined,
      },
      ...{ rollout: undefined, rolloutReason: undefined, events: [], targets: nothing },
      ...{ stopped: [newest], lastLines: nothing, recentLines: nothing, suspendedScaling: nothing },
    },
  ];
}

/** A program that ends because of a data store is no cause of its own, nor is its health check. */
function withoutConsequences(findings: readonly Finding[]): readonly Finding[] {
  const explains = (about: string) => (finding: Finding) =>
    finding.about === about && finding.weight === 'cause' && !isConsequence(finding);
  return findings.map((finding) =>
    isConsequence(finding) && findings.some(explains(finding.about))
      ? { ...finding, weight: 'symptom' }
      : finding,
  );
}

const isConsequence = ({ cause }: Finding): boolean => cause === 'command-fails' || cause === 'health-check';

function unknownOf(facts: DoctorFacts): Diagnosis['unknown'] {
  const parts: Readonly<Record<string, Known<unknown>>> = {
    'one-off tasks': facts.oneOffs,
    databases: facts.databases,
    Redis: facts.caches,
    'the load balancer': facts.loadBalancer,
    'the distribution': facts.distribution,
    'VPC origins': facts.vpcOrigins,
    'security groups': facts.networkPaths,
    secrets: facts.secrets,
    'NAT gateways': facts.natGateways,
    ...Object.fromEntries(
      facts.services.flatMap(({ name, targets, lastLines, recentLines, suspendedScaling }) => [
        [`targets of ${name}`, targets],
        [`the output of ${name}`, lastLines.isKnown ? recentLines : lastLines],
        [`scaling of ${name}`, suspendedScaling],
      ]),
    ),
  };
  return Object.entries(parts).flatMap(([what, known]) => (known.isKnown ? [] : [{ what, why: known.why }]));
}
