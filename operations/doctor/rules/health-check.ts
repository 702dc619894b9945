import { command } from '../../../failure/command.ts';
import type { ServiceFacts, TargetFacts } from '../doctor-facts.ts';
import { failedTasks, linesMatching, reasonsMatching } from '../failed-tasks.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from './rule.ts';
import { describeDefinition } from './service-commands.ts';

const shownEvidence = 4;

/**
 * Targets that the load balancer finds unhealthy, and containers that their own check does.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export const healthCheck: Rule = ({ services, environment }) =>
  services.flatMap((service) => [
    ...ofLoadBalancer(service, `--env ${environment}`),
    ...ofContainer(service, `--env ${environment}`),
  ]);

function ofLoadBalancer(service: ServiceFacts, env: string): readonly Finding[] {
  const targets = service.targets.isKnown ? service.targets.value : [];
  const unhealthy = targets.filter(({ state }) => state === 'unhealthy');
  const stopped = reasonsMatching(service, /failed ELB health checks/i);
  if (unhealthy.length === 0 && stopped.length === 0) return [];
  const said = unhealthy.map(({ reason, description }) =>
    [reason, description].filter((text) => text !== undefined).join(': '),
  );
  const evidence = [...new Set([...said, ...unhealthyEvents(service), ...stopped])].slice(0, shownEvidence);
  const listens = linesMatching(service, listening).slice(0, 1);
  const path = targets[0]?.healthPath ?? 'the path of the health check';
  return [
    {
      about: service.name,
      evidence: [...evidence, ...listens],
      ...explained({ service, env, path, text: evidence.join(' '), target: unhealthy[0] ?? targets[0] }),
    },
  ];
}

const tenMinutesMs = 600_000;

/** Why targets were taken out that are gone by now: only the events of the service know it. */
function unhealthyEvents(service: ServiceFacts): readonly string[] {
  const begun = failedTasks(service).map(({ createdAt }) => createdAt);
  const since = begun.length === 0 ? service.atMs - tenMinutesMs : Math.min(...begun);
  const messages = service.events.filter(
    ({ atMs, message }) => atMs >= since && / is unhealthy in \(target-group /.test(message),
  );
  return messages.map(({ message }) => message.replace(/^\(service [^)]*\) /, ''));
}

interface Seen {
  readonly service: ServiceFacts;
  readonly env: string;
  readonly path: string;
  readonly text: string;
  readonly target: TargetFacts | undefined;
}

type Explanation = Pick<Finding, 'cause' | 'weight' | 'says' | 'advice'>;

function explained(seen: Seen): Explanation {
  const { service, env, path, text, target } = seen;
  const { name } = service;
  const codes = /codes?:? \[?(\d{3})/i.exec(text)?.[1];
  if (codes !== undefined) {
    const says = `${name} answers ${path} with ${codes}, so that the load balancer takes its tasks out.`;
    return { ...health(says, 'cause'), advice: codeAdvice(codes, name, env) };
  }
  if (target?.reason === 'Target.Timeout' || /timed out/i.test(text)) return noAnswer(seen);
  if (target?.reason === 'Target.FailedHealthChecks' || /reason Health checks failed\)/.test(text)) {
    return noConnection(seen);
  }
  return {
    ...health(`Tasks of ${name} fail the health check of the load balancer on ${path}.`, 'symptom'),
    advice: [
      `Look at what they write: ${command('store:logs')} ${name} ${env}`,
      'Check whether they need longer to start than the grace period.',
    ],
  };
}

function noAnswer({ service: { name }, env, path }: Seen): Explanation {
  const says = `The load balancer gets no answer from tasks of ${name} on ${path}.`;
  const look = `look at CPUUtilization, at the timeout and the grace period of the health check, and at what they write: ${command('store:logs')} ${name} ${env}`;
  // Nothing is in the way there.
  if (env === '--env local') return { ...health(says, 'cause'), advice: [`The tasks are too slow: ${look}`] };
  return {
    ...{ cause: 'security-group', weight: 'cause', says },
    advice: [
      `Let the security group of the load balancer into that of the tasks, on the port of the container: aws ec2 describe-security-groups --filters 'Name=group-name,Values=spree-*'`,
      `If that is so, the tasks are too slow: ${look}`,
    ],
  };
}

/**
 * The load balancer could not connect, or got what is no HTTP.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
 */
function noConnection({ service, env, target }: Seen): Explanation {
  const { name } = service;
  const port = target?.port === undefined ? 'the port of the target group' : `port ${target.port}`;
  const says = `Tasks of ${name} do not answer on ${port}: the program listens on another one, or not yet.`;
  return {
    ...health(says, 'cause'),
    advice: [
      `Compare containerPort and the command of the task definition with the port that the program listens on: ${describeDefinition(service)}`,
      `See what the tasks write, and whether they need longer to start than the grace period: ${command('store:logs')} ${name} ${env}`,
    ],
  };
}

/** What Puma writes, and most servers. */
const listening = /\blistening on\b/i;

const health = (says: string, weight: 'cause' | 'symptom') => ({
  cause: 'health-check' as const,
  weight,
  says,
});

function codeAdvice(code: string, name: string, env: string): readonly string[] {
  if (code.startsWith('3'))
    return [
      `The health check takes a redirect for a failure: exempt its path from forced SSL and host checks, and release: ${command('store:release')} ${env}`,
    ];
  if (code === '403' || code === '400')
    return [
      `Allow the host name that the health check sends, the address of the task (config.hosts), and release: ${command('store:release')} ${env}`,
    ];
  if (code === '404')
    return [
      `The image has no such path. Compare it with that of the target group: aws elbv2 describe-target-groups --query 'TargetGroups[].[TargetGroupName,HealthCheckPath]'`,
    ];
  return [`Look for the exception of that request: ${command('store:logs')} ${name} ${env}`];
}

function ofContainer(facts: ServiceFacts, env: string): readonly Finding[] {
  const service = facts.name;
  const evidence = reasonsMatching(facts, /failed container health checks/i);
  if (evidence.length === 0) return [];
  return [
    {
      ...{ cause: 'health-check', weight: 'symptom', about: service, evidence },
      says: `Containers of ${service} fail their own health check.`,
      advice: [
        `Run the command of the health check in a task (store:exec), and look at what the tasks write: ${command('store:logs')} ${service} ${env}`,
        'If it passes later, give it a longer startPeriod.',
      ],
    },
  ];
}
