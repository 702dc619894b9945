import { command } from '../../../failure/command.ts';
import { tellingLines } from '../../telling-lines.ts';
import type { ServiceFacts } from '../doctor-facts.ts';
import { endedContainers, reasonsMatching } from '../failed-tasks.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from './rule.ts';
import { deployAgain, describeDefinition } from './service-commands.ts';

/** 128 and SIGKILL, which memory explains; and 128 and SIGTERM, by which ECS stops. */
const ofSignals = new Set([137, 143]);
const shownLines = 5;

/** Programs that end by themselves, and containers that cannot be started at all. */
export const taskEnd: Rule = ({ services, environment }) =>
  services.flatMap((service) => [
    ...exits(service, `--env ${environment}`),
    ...cannotStart(service, `--env ${environment}`),
    ...noLogs(service, environment),
    ...noEnvironmentFile(service),
  ]);

function exits(facts: ServiceFacts, env: string): readonly Finding[] {
  const service = facts.name;
  const ended = endedContainers(facts).find(({ exitCode = 0 }) => exitCode !== 0 && !ofSignals.has(exitCode));
  if (ended === undefined) return [];
  const lines = facts.lastLines.isKnown ? tellingLines(facts.lastLines.value) : [];
  return [
    {
      ...{ cause: 'command-fails', weight: 'cause', about: service },
      says: `The program of the container ${ended.name} of ${service} ends with exit code ${ended.exitCode}.`,
      evidence: [...(ended.reason === undefined ? [] : [ended.reason]), ...lines.slice(0, shownLines)],
      advice: [
        `Read what it wrote before its end: ${command('store:logs')} ${service} ${env}`,
        `If a release brought it, go back to the one before: ${command('store:rollback')} ${env}`,
      ],
    },
  ];
}

function cannotStart(service: ServiceFacts, env: string): readonly Finding[] {
  const evidence = reasonsMatching(
    service,
    /Cannot(Start|Create)ContainerError|executable file not found|exec format error/i,
  );
  if (evidence.length === 0) return [];
  const isFormat = /exec format error/i.test(evidence.join(' '));
  return [
    {
      ...{ cause: 'container-start', weight: 'cause', about: service.name, evidence },
      says: isFormat
        ? `The image of ${service.name} is for another processor than its tasks have.`
        : `Containers of ${service.name} cannot be started.`,
      advice: isFormat
        ? [
            `Release again, which builds the image for the platform of the definition: ${command('store:release')} ${env}`,
          ]
        : [
            `Compare the command and the entry point of the task definition with what the image has: ${describeDefinition(service)}`,
            `If a release brought it, go back to the one before: ${command('store:rollback')} ${env}`,
          ],
    },
  ];
}

function noLogs(service: ServiceFacts, environment: string): readonly Finding[] {
  const evidence = reasonsMatching(service, /logger args|log stream|log group/i);
  if (evidence.length === 0) return [];
  return [
    {
      ...{ cause: 'logs', weight: 'cause', about: service.name, evidence },
      says: `Tasks of ${service.name} do not start because they cannot write to their log group.`,
      advice: [
        `Create the log group that the message names, or allow the execution role logs:CreateLogStream and logs:PutLogEvents. The definition has both: ${deployAgain(environment)}`,
      ],
    },
  ];
}

/** @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html */
function noEnvironmentFile(service: ServiceFacts): readonly Finding[] {
  const evidence = reasonsMatching(service, /download env files/i);
  if (evidence.length === 0) return [];
  return [
    {
      ...{ cause: 'container-start', weight: 'cause', about: service.name, evidence },
      says: `Tasks of ${service.name} do not start because a file with environment variables cannot be read from S3.`,
      advice: [
        `See which file is asked for: ${describeDefinition(service)} --query 'taskDefinition.containerDefinitions[].environmentFiles'`,
        'Upload it, or allow the execution role s3:GetObject on it and s3:GetBucketLocation on its bucket.',
      ],
    },
  ];
}
