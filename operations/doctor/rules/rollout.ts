import { command } from '../../../failure/command.ts';
import type { ServiceFacts } from '../doctor-facts.ts';
import type { Finding } from '../finding.ts';
import { backTo, isBroughtBack } from '../rollback-events.ts';
import type { Rule } from './rule.ts';
import { deployAgain } from './service-commands.ts';

/** What ECS says of a service as a whole: it is the consequence of something else. */
export const rollout: Rule = ({ services, environment }) => [
  ...(services.length === 0 ? [notDeployed(environment)] : []),
  ...services.flatMap((service) => [
    ...brokenCircuit(service, `--env ${environment}`),
    ...placement(service),
    ...tooFew(service, `--env ${environment}`),
  ]),
];

function notDeployed(environment: string): Finding {
  return {
    ...{ cause: 'not-deployed', weight: 'cause', about: environment },
    says: 'There is no service: the store is not deployed, or was taken down.',
    evidence: [],
    advice: [
      environment === 'local'
        ? `Start it: ${command('local:up')}`
        : `Deploy the definition: ${deployAgain(environment)}`,
    ],
  };
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html */
function brokenCircuit(service: ServiceFacts, env: string): readonly Finding[] {
  const { name, rollout: state, rolloutReason, deploymentId, events } = service;
  const isBack = isBroughtBack(service);
  if (state !== 'FAILED' && !isBack) return [];
  // The newest of each: others are of earlier releases.
  const failure = events.find(({ message }) => /deployment failed/i.test(message));
  const reasons = [
    ...(state === 'FAILED' ? [rolloutReason] : []),
    failure?.message,
    events.find(({ message }) => isBack && backTo(message) === deploymentId)?.message,
  ];
  return [
    {
      ...{ cause: 'circuit-breaker', weight: 'symptom', about: name },
      says: isBack
        ? `A rollout of ${name} failed and was taken back: the earlier release serves.`
        : `The rollout of ${name} failed.`,
      evidence: [...new Set(reasons)].filter((reason) => reason !== undefined),
      advice: [
        `Fix what kept its tasks from starting, and release again: ${command('store:release')} ${env}`,
      ],
    },
  ];
}

function placement({ name, running, desired, events }: ServiceFacts): readonly Finding[] {
  if (running >= desired) return [];
  const evidence = events
    .filter(({ message }) => /unable to place a task/i.test(message))
    .map(({ message }) => message);
  if (evidence.length === 0) return [];
  return [
    {
      ...{ cause: 'placement', weight: 'cause', about: name, evidence: [...new Set(evidence)].slice(0, 2) },
      says: `ECS has no room for a task of ${name}.`,
      advice: [
        'Look at the reason: a quota (aws service-quotas get-service-quota --service-code fargate --quota-code L-3032A538), capacity in the zone, or free addresses in the subnets.',
      ],
    },
  ];
}

/** A rollout or a scale-out that is under way has its reason. */
function tooFew(
  { name, running, desired, rollout: state, events }: ServiceFacts,
  env: string,
): readonly Finding[] {
  if (running >= desired || (state === 'IN_PROGRESS' && running > 0)) return [];
  const said = events.filter(({ message }) => / unable to /.test(message)).map(({ message }) => message);
  return [
    {
      ...{ cause: 'too-few-tasks', weight: 'symptom', about: name },
      says: `${running} of ${desired} tasks of ${name} run.`,
      evidence: [...new Set(said)].slice(0, 2),
      advice: [`See what ECS says of it: ${command('store:status')} ${env}`],
    },
  ];
}
