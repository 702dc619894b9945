import { expect, test } from 'vitest';
import { resolveTemplate } from '../resolution/resolve-template.ts';
import { parseTemplate } from '../template/template.ts';
import { readSecrets } from './secret.ts';

function secretWith(Properties: object) {
  const Resources = { Fixed: { Type: 'AWS::SecretsManager::Secret', Properties, DeletionPolicy: 'Retain' } };
  const template = parseTemplate({ Resources }, 'test');
  const stack = { stackName: 'shop', region: 'eu-west-1', accountId: '000000000000', template };
  return readSecrets(resolveTemplate(stack, (id) => id))[0];
}

test('a secret may have the value that the template gives', () => {
  expect(secretWith({ Name: 'shop/fixed', SecretString: 'hush' })).toEqual({
    logicalId: 'Fixed',
    name: 'shop/fixed',
    removal: { whenDeleted: 'retain', whenReplaced: 'delete' },
    value: 'hush',
  });
});

test.each([
  [{ SecretString: 'hush', GenerateSecretString: {} }, /set either SecretString or GenerateSecretString/],
  [{ GenerateSecretString: { GenerateStringKey: 'password' } }, /must be set together/],
  [{ GenerateSecretString: { PasswordLength: 5000 } }, /1 to 4096 characters/],
  [{ Name: 'with space' }, /expected 1 to 512 letters/],
])('what Secrets Manager does not take is refused: %j', (properties, message) => {
  expect(() => secretWith(properties)).toThrow(
    expect.objectContaining({ code: 'TEMPLATE_BAD_PROPERTY', message: expect.stringMatching(message) }),
  );
});

test('a property that is not known is refused by name', () => {
  expect(() => secretWith({ GenerateSecretString: { Surprise: 1 } })).toThrow(
    /GenerateSecretString\.Surprise is not supported locally/,
  );
});
