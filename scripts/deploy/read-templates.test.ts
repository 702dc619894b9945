import { expect, test, vi } from 'vitest';
import { owned } from '../../stack/testing/owned.ts';
import { synthesize } from '../../stack/testing/synthesize.ts';
import { secretsOfOwner } from './read-templates.ts';

// A synth is slow where much else runs.
vi.setConfig({ testTimeout: 60_000 });

test('what the owner has to have made is the secret of the mail server by the name of the settings, and no secret of the stack', () => {
  const { templates } = synthesize({ environment: 'staging' }, { changes: owned });
  const stacks = [...templates].map(([name, template]) => ({
    ...{ id: name, name, account: owned.account, region: 'ap-southeast-1', isProtected: false },
    ...{ bootstrap: undefined, template: template.toJSON() as unknown },
  }));
  expect(secretsOfOwner({ folder: '', stacks })).toEqual(['shop/smtp']);
});
