import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GenerateSecretString } from '../../definition/model/secrets.ts';
import { attachDatabase } from './attach-database.ts';
import { defaultRules, generateSecretString, type RandomInteger } from './generate-secret-string.ts';

const spec: fc.Arbitrary<GenerateSecretString> = fc.record({
  passwordLength: fc.integer({ min: 5, max: 80 }),
  excludeCharacters: fc.string({ maxLength: 8 }),
  excludeLowercase: fc.boolean(),
  excludeUppercase: fc.boolean(),
  excludeNumbers: fc.boolean(),
  excludePunctuation: fc.constant(false),
  includeSpace: fc.boolean(),
  requireEachIncludedType: fc.boolean(),
});

const random: fc.Arbitrary<RandomInteger> = fc
  .infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))
  .map((numbers) => (bound) => Math.floor((numbers.next().value ?? 0) * bound));

/** Each type with whether the rules leave anything of it. */
function typesOf(
  rules: GenerateSecretString,
): readonly { readonly pattern: RegExp; readonly allowed: boolean }[] {
  const left = (characters: string) => [...characters].some((one) => !rules.excludeCharacters.includes(one));
  return [
    { pattern: /[a-z]/, allowed: !rules.excludeLowercase && left('abcdefghijklmnopqrstuvwxyz') },
    { pattern: /[A-Z]/, allowed: !rules.excludeUppercase && left('ABCDEFGHIJKLMNOPQRSTUVWXYZ') },
    { pattern: /[0-9]/, allowed: !rules.excludeNumbers && left('0123456789') },
    { pattern: /[!-/:-@[-`{-~]/, allowed: !rules.excludePunctuation && left('!"#$%&\'()*+,-./:;<=>?@') },
    { pattern: / /, allowed: rules.includeSpace && left(' ') },
  ];
}

describe('a generated secret', () => {
  test('has its length, nothing that is excluded, and each type where that is asked for', () => {
    fc.assert(
      fc.property(spec, random, (rules, pick) => {
        const value = generateSecretString(rules, pick);
        expect(value).toHaveLength(rules.passwordLength);
        expect([...value].filter((one) => rules.excludeCharacters.includes(one))).toEqual([]);
        for (const { pattern, allowed } of typesOf(rules)) {
          if (!allowed) expect(value).not.toMatch(pattern);
          else if (rules.requireEachIncludedType) expect(value).toMatch(pattern);
        }
      }),
    );
  });

  test('has no punctuation where that is excluded', () => {
    fc.assert(
      fc.property(random, (pick) => {
        expect(generateSecretString({ ...defaultRules, excludePunctuation: true }, pick)).toMatch(
          /^[a-zA-Z0-9]{32}$/,
        );
      }),
    );
  });

  test('stands under its key beside what the template has', () => {
    const rules = {
      ...defaultRules,
      secretStringTemplate: '{"username":"shop"}',
      generateStringKey: 'password',
    };
    const password = generateSecretString(defaultRules, () => 0);
    expect(JSON.parse(generateSecretString(rules, () => 0))).toEqual({ username: 'shop', password });
  });

  test.each<[string, Partial<GenerateSecretString>]>([
    ['a template that is no object', { secretStringTemplate: '[]', generateStringKey: 'a' }],
    ['a template that is no JSON', { secretStringTemplate: '{', generateStringKey: 'a' }],
    ['a length below the types', { passwordLength: 3 }],
    [
      'no characters',
      { excludeLowercase: true, excludeUppercase: true, excludeNumbers: true, excludePunctuation: true },
    ],
  ])('is refused for %s', (_name, change) => {
    expect(() => generateSecretString({ ...defaultRules, ...change }, () => 0)).toThrow(
      expect.objectContaining({ code: 'SECRET_NOT_GENERATABLE' }),
    );
  });
});

describe('an attached database', () => {
  const database = {
    logicalId: 'Database',
    identifier: 'shop-postgres',
    engine: 'postgres' as const,
    databaseName: 'shop',
    port: 5432,
    parameters: {},
  };

  test('adds where and what it is', () => {
    expect(JSON.parse(attachDatabase('{"username":"shop","password":"p"}', database, 'postgres'))).toEqual({
      username: 'shop',
      password: 'p',
      engine: 'postgres',
      host: 'postgres',
      port: 5432,
      dbname: 'shop',
      dbInstanceIdentifier: 'shop-postgres',
    });
  });

  test('needs a secret of JSON, and does not show another one', () => {
    const attach = () => attachDatabase('tell-nobody', database, 'postgres');
    expect(attach).toThrow(expect.objectContaining({ code: 'SECRET_NOT_JSON' }));
    expect(attach).not.toThrow(/tell-nobody/);
  });
});
