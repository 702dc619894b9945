import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseTemplate, type Template } from '../../definition/template/template.ts';
import { createApp } from '../../stack/create-app.ts';
import type { Domain, Environment } from '../../stack/environments/environment.ts';
import { environments } from '../../stack/environments.ts';
import { owned } from '../../stack/testing/owned.ts';
import { changed } from '../../stack/testing/synthesize.ts';

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

/** A step as it is deployed. */
export interface Assembly {
  /** The cloud assembly. */
  readonly folder: string;
  /** By stack name; that of the certificate before that of the store. */
  readonly templates: readonly (readonly [stackName: string, template: Template])[];
}

/** The assembly of a step, which is synthesized once: the same one is deployed in each way and with each choice of stubs. */
export function assemblyOf(environment: EnvironmentName, step: Step, domain: Domain | undefined): Assembly {
  const key = JSON.stringify([environment, step.name, domain]);
  const known = synthesized.get(key) ?? synthesizeStep(environment, step, domain);
  synthesized.set(key, known);
  return known;
}

const synthesized = new Map<string, Assembly>();

/** Deletes all assemblies. */
export function removeAssemblies(): void {
  for (const { folder } of synthesized.values()) rmSync(folder, { recursive: true, force: true });
  synthesized.clear();
}

function synthesizeStep(
  environment: EnvironmentName,
  { imageTag, hasTasks, changes }: Step,
  domain: Domain | undefined,
): Assembly {
  const folder = mkdtempSync(join(tmpdir(), 'moto-assembly-'));
  const assembly = createApp(
    { outdir: folder, context: { environment, imageTag, ...(hasTasks ? {} : { tasks: 'none' }) } },
    changed({ ...owned, domain, ...changes(environments[environment]) }),
  ).synth();
  const templates = assembly.stacks
    .map(({ stackName, template }) => [stackName, parseTemplate(template, stackName)] as const)
    .toSorted(([one], [other]) => Number(isCertificate(other)) - Number(isCertificate(one)));
  return { folder, templates };
}

/** Whether a stack is that of a certificate, which is in us-east-1. */
export function isCertificate(stackName: string): boolean {
  return stackName.endsWith('-certificate');
}
