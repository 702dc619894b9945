import { describe, expect, it } from 'vitest';
import { environments } from './environments.ts';
import { owned } from './testing/owned.ts';
import { synthesize } from './testing/synthesize.ts';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

function resourcesOf(
  environment: string,
  context = {},
  changes = {},
): readonly (readonly [string, Resource])[] {
  const { templates } = synthesize({ environment, ...context }, { changes });
  return [...templates.values()].flatMap((template) =>
    Object.entries(template.toJSON().Resources as Record<string, Resource>),
  );
}

/** Logical ids of what cannot be deleted before its protection is switched off. */
function protectedResources(resources: readonly (readonly [string, Resource])[]): readonly string[] {
  return resources
    .filter(([, { Properties = {} }]) =>
      /"DeletionProtection(Enabled)?":true|"deletion_protection.enabled","Value":"true"/.test(
        JSON.stringify(Properties).replace('"Key":', ''),
      ),
    )
    .map(([id]) => id.replace(/[0-9A-F]{8}$/, ''));
}

const onAws = Object.keys(environments).filter((name) => name !== 'local');

describe.each(onAws)('what is kept in %s', (environment) => {
  const kept = resourcesOf(environment).filter(([, { DeletionPolicy = '' }]) =>
    DeletionPolicy.startsWith('Retain'),
  );

  it('is what cannot be made again', () => {
    const names = kept.map(([id, { Type }]) => `${Type} ${id.replace(/[0-9A-F]{8}$/, '')}`);
    expect(names).toEqual(
      expect.arrayContaining([
        'AWS::S3::Bucket AssetsBucket',
        'AWS::S3::Bucket AccessLogs',
        'AWS::SecretsManager::Secret SecretsRailsSecret',
      ]),
    );
  });

  it('is deleted all the same where the first deployment fails, so that it can be tried again', () => {
    expect(kept.filter(([, { DeletionPolicy }]) => DeletionPolicy !== 'RetainExceptOnCreate')).toEqual([]);
  });

  it('has no name that would be in the way of the next deployment', () => {
    const named = kept.filter(([, { Properties = {} }]) =>
      ['BucketName', 'Name', 'LogGroupName'].some((property) => property in Properties),
    );
    expect(named.map(([id]) => id)).toEqual([]);
  });

  it('includes the revisions of tasks, to which a service can be moved back', () => {
    const families = resourcesOf(environment).flatMap(([, { Type, Properties, UpdateReplacePolicy }]) =>
      Type === 'AWS::ECS::TaskDefinition' && JSON.stringify(Properties).includes('ImageRepository')
        ? [[Properties?.Family, UpdateReplacePolicy]]
        : [],
    );
    expect(families.length).toBeGreaterThan(2);
    expect(families.filter(([, policy]) => policy !== 'Retain')).toEqual([]);
  });

  it.each([
    ['without tasks', { tasks: 'none' }],
    ['with its first tasks', { draft: '' }],
  ])('is not protected from deletion before it is in service, %s', (_title, context) => {
    const all = { imageTag: '3f2a1b9', ...context };
    expect(protectedResources(resourcesOf(environment, all, owned))).toEqual([]);
    expect(synthesize({ environment, ...all }, { changes: owned }).protectedStacks).toEqual([]);
  });
});

describe('production in service', () => {
  it('is hard to delete: the stack, its databases and its load balancer', () => {
    expect(protectedResources(resourcesOf('production'))).toEqual([
      'DatabasePrimary',
      'DatabaseReplica',
      'LoadBalancerAlb',
    ]);
    expect(synthesize({ environment: 'production' }).protectedStacks).toEqual(['spree-production']);
  });
});
