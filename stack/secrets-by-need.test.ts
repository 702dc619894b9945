import { describe, expect, it } from 'vitest';
import { environments } from './environments.ts';
import { storeTemplate } from './testing/synthesize.ts';

/** What each container reads, by family without its prefix: nothing else may be handed to it. */
const store = ['DATABASE_PASSWORD', 'DATABASE_USERNAME', 'REDIS_AUTH_TOKEN', 'SECRET_KEY_BASE'];
const administrator = ['ADMIN_EMAIL', 'ADMIN_PASSWORD'];
const needed: Readonly<Record<string, readonly string[]>> = {
  web: store,
  // Mail is delivered by the worker alone.
  worker: [...store, 'SMTP_PASSWORD', 'SMTP_USERNAME'],
  oneoff: store,
  seed: [...administrator, ...store],
  // The only one that may sign in as the master user.
  setup: ['APPLICATION_PASSWORD', 'APPLICATION_USERNAME', 'PGPASSWORD', 'PGUSER'],
  loadtest: administrator,
};

describe.each(Object.keys(environments))('in %s', (environment) => {
  it('no task has a secret that it does not read', () => {
    const definitions = Object.values(
      storeTemplate({ environment }).findResources('AWS::ECS::TaskDefinition'),
    );
    const given = definitions.map(({ Properties: { Family, ContainerDefinitions } }) => [
      Family.replace(`spree-${environment}-`, ''),
      ContainerDefinitions.flatMap(({ Secrets = [] }: { Secrets?: readonly { Name: string }[] }) =>
        Secrets.map(({ Name }) => Name),
      ).toSorted(),
    ]);
    expect(Object.fromEntries(given)).toEqual(
      Object.fromEntries(Object.entries(needed).map(([family, names]) => [family, names.toSorted()])),
    );
  });
});
