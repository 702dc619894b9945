import { parseTemplate, type Template } from '../../definition/template/template.ts';
import type { Domain, Environment } from '../../stack/environments/environment.ts';
import { environments } from '../../stack/environments.ts';
import { owned } from '../../stack/testing/owned.ts';
import { synthesize } from '../../stack/testing/synthesize.ts';

export type EnvironmentName = keyof typeof environments;

/** A deployment of an environment. */
export interface Step {
  readonly name: string;
  readonly imageTag: string;
  readonly hasTasks: boolean;
  readonly changes: (environment: Environment) => Partial<Environment>;
}

const largerDatabase = 't4g.small';

/** The deployments of an environment from its first one to the one before it is deleted. */
export const steps = [
  {
    name: 'first deployment, without tasks',
    imageTag: 'release-1',
    hasTasks: false,
    changes: () => ({ isInService: false }),
  },
  {
    name: 'with tasks',
    imageTag: 'release-1',
    hasTasks: true,
    changes: () => ({ isInService: false }),
  },
  {
    name: 'in service',
    imageTag: 'release-1',
    hasTasks: true,
    changes: () => ({ isInService: true }),
  },
  {
    name: 'next release, with other sizes',
    imageTag: 'release-2',
    hasTasks: true,
    changes: ({ database, web }) => ({
      isInService: true,
      web: { ...web, max: web.max - 1 },
      database: { ...database, instanceType: largerDatabase },
    }),
  },
  {
    name: 'out of service, without a replica',
    imageTag: 'release-2',
    hasTasks: true,
    changes: ({ database }) => ({
      isInService: false,
      database: { ...database, instanceType: largerDatabase, hasReplica: false },
    }),
  },
] as const satisfies readonly Step[];

/** The templates of a step by stack name, as they are deployed; that of the certificate before that of the store. */
export function templatesOf(
  environment: EnvironmentName,
  step: Step,
  domain: Domain | undefined,
): readonly (readonly [stackName: string, template: Template])[] {
  const key = JSON.stringify([environment, step.name, domain]);
  const known = synthesized.get(key) ?? readTemplates(environment, step, domain);
  synthesized.set(key, known);
  return known;
}

/** The same templates are deployed with each choice of stubs. */
const synthesized = new Map<string, ReturnType<typeof readTemplates>>();

function readTemplates(
  environment: EnvironmentName,
  { imageTag, hasTasks, changes }: Step,
  domain: Domain | undefined,
) {
  const { templates } = synthesize(
    // A draft would not be what is deployed.
    { environment, draft: '', imageTag, ...(hasTasks ? {} : { tasks: 'none' }) },
    { changes: { ...owned, domain, ...changes(environments[environment]) } },
  );
  return [...templates]
    .map(([name, template]) => [name, parseTemplate(template.toJSON(), name)] as const)
    .toSorted(([one], [other]) => Number(isCertificate(other)) - Number(isCertificate(one)));
}

/** Whether a stack is that of a certificate, which is in us-east-1. */
export function isCertificate(stackName: string): boolean {
  return stackName.endsWith('-certificate');
}
