import { command } from '../../../failure/command.ts';
import type { ServiceFacts, TargetFacts } from '../doctor-facts.ts';
import { reasonsMatching } from '../failed-tasks.ts';
import type { Cause, Finding } from '../finding.ts';
import type { Rule } from './rule.ts';

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
  const path = targets[0]?.healthPath ?? 'the path of the health check';
  return [
    {
      about: service.name,
      evidence,
      ...explained(service.name, env, path, evidence.join(' '), unhealthy[0]),
    },
  ];
}

/** Why targets were taken out that are gone by now: only the events of the service know it. */
function unhealthyEvents({ events }: ServiceFacts): readonly string[] {
  const messages = events.filter(({ message }) => / is unhealthy in \(target-group /.test(message));
  return messages.map(({ message }) => message.replace(/^\(service [^)]*\) /, ''));
}

function explained(
  service: string,
  env: string,
  path: string,
  text: string,
  target: TargetFacts | undefined,
): { cause: Cause; weight: 'cause' | 'symptom'; says: string; advice: readonly string[] } {
  const codes = /codes?:? \[?(\d{3})/i.exec(text)?.[1];
  if (codes !== undefined) {
    const says = `${service} answers ${path} with ${codes}, so that the load balancer takes its tasks out.`;
    return { ...health(says, 'cause'), advice: codeAdvice(codes, service, env) };
  }
  if (target?.reason === 'Target.Timeout' || /timed out/i.test(text)) {
    const says = `The load balancer gets no answer from tasks of ${service} on ${path}.`;
    return {
      ...{ cause: 'security-group', weight: 'cause', says },
      advice: [
        'Let the security group of the load balancer into that of the tasks, on the port of the container.',
        'If that is so, the tasks are too slow: look at CPUUtilization, and at the timeout and the grace period of the health check.',
      ],
    };
  }
  return {
    ...health(`Tasks of ${service} fail the health check of the load balancer on ${path}.`, 'symptom'),
    advice: [
      `Look at what the tasks write: ${command('store:logs')} ${service} ${env}`,
      'Check whether they need longer to start than the grace period.',
    ],
  };
}

const health = (says: string, weight: 'cause' | 'symptom') => ({
  cause: 'health-check' as const,
  weight,
  says,
});

function codeAdvice(code: string, service: string, env: string): readonly string[] {
  if (code.startsWith('3'))
    return [
      'The health check takes a redirect for a failure: exempt its path from forced SSL and host checks.',
    ];
  if (code === '403' || code === '400')
    return ['Allow the host name that the health check sends: the address of the task (config.hosts).'];
  if (code === '404') return ['The image has no such path: compare it with that of the target group.'];
  return [`Look for the exception of that request: ${command('store:logs')} ${service} ${env}`];
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
