import { describe, expect, it } from 'vitest';
import { Failure } from '../../failure/failure.ts';
import { parseTemplate } from './template.ts';

const topic = { Type: 'AWS::SNS::Topic' };

function fault(document: object): string {
  try {
    parseTemplate(document, 'shop.template.json');
  } catch (error) {
    return error instanceof Failure ? `${error.code}: ${error.message}` : String(error);
  }
  return 'none';
}

describe('parseTemplate', () => {
  it('takes what the language extensions and the hosted rotation of secrets declare', () => {
    const macros = [
      'AWS::LanguageExtensions',
      'AWS::Serverless-2016-10-31',
      'AWS::SecretsManager-2020-07-23',
    ];
    const document = { Transform: macros, Resources: { Topic: topic } };
    expect(parseTemplate(document, 'shop.template.json').Resources).toEqual({ Topic: topic });
  });

  it.each([
    ['a macro', { Transform: 'OurMacro', Resources: {} }, 'OurMacro'],
    [
      'an include',
      { Transform: [{ Name: 'AWS::Include' }], Resources: { Topic: topic } },
      '{"Name":"AWS::Include"}',
    ],
    [
      'a loop over resources',
      { Transform: 'AWS::LanguageExtensions', Resources: { 'Fn::ForEach::Topics': ['Name', ['a'], {}] } },
      'Fn::ForEach::Topics',
    ],
  ])('refuses %s, by its name', (_, document, name) => {
    expect(fault(document)).toBe(
      `TEMPLATE_TRANSFORM: shop.template.json calls ${name}, which only CloudFormation can expand.`,
    );
  });

  it('names the first place that is no template', () => {
    expect(fault({ Resources: { Topic: 'x' } })).toContain('TEMPLATE_MALFORMED');
    expect(fault({ Resources: { Topic: 'x' } })).toContain('Resources.Topic');
  });
});
