import { expect, test } from 'vitest';
import { storeCommandsOf } from './store-commands.ts';

test('a stack that says nothing has the commands of Rails', () => {
  expect(storeCommandsOf({ ClusterName: 'shop' })).toEqual({
    migrate: ['bin/rails', 'db:migrate'],
    seed: ['bin/rails', 'db:seed'],
  });
});

test('a stack names other commands, each word by itself, or none', () => {
  expect(storeCommandsOf({ MigrateCommand: '["sh","-c","a b"]', SeedCommand: 'none' })).toEqual({
    migrate: ['sh', '-c', 'a b'],
    seed: undefined,
  });
});
