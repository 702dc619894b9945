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
      'an include by itself',
      { Transform: { Name: 'AWS::Include' }, Resources: {} },
      '{"Name":"AWS::Include"}',
    ],
    [
      'a loop over conditions',
      { Resources: {}, Conditions: { 'Fn::ForEach::Sizes': ['Size', ['a'], {}] } },
      'Fn::ForEach::Sizes',
    ],
    [
      'a loop over outputs',
      { Resources: {}, Outputs: { 'Fn::ForEach::Urls': ['Name', ['a'], {}] } },
      'Fn::ForEach::Urls',
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

  it.each<[string, object, string]>([
    ['a section', { Resource: {} }, 'Resource'],
    [
      'an attribute of a resource',
      { Resources: { Topic: { ...topic, DependOn: 'A' } } },
      'Resources.Topic.DependOn',
    ],
    ['a key of a parameter', { Parameters: { A: { Type: 'String', default: 1 } } }, 'Parameters.A.default'],
    ['a key of an output', { Outputs: { A: { Value: 1, Exports: 1 } } }, 'Outputs.A.Exports'],
    [
      'a key of an export',
      { Outputs: { A: { Value: 1, Export: { Name: 'a', Key: 1 } } } },
      'Outputs.A.Export.Key',
    ],
    ['a key of a rule', { Rules: { A: { Assertions: [], Assertion: 1 } } }, 'Rules.A.Assertion'],
    [
      'a function in a mapping',
      { Mappings: { A: { b: { c: { Ref: 'D' } } } } },
      'Mappings.A.b.c: a mapping contains only strings',
    ],
    ['blue/green deployments of CodeDeploy', { Hooks: {} }, 'Hooks: CodeDeploy is not available locally'],
    [
      'a removal policy',
      { Resources: { A: { ...topic, DeletionPolicy: 'Keep' } } },
      'Resources.A.DeletionPolicy',
    ],
  ])('refuses %s that it does not know, by its name', (_, document, name) => {
    expect(fault({ Resources: {}, ...document })).toContain(`is not a CloudFormation template: ${name}`);
  });

  it.each(['Resources', 'Parameters', 'Outputs'])('refuses a logical id in %s that is none', (section) => {
    const entry = { Parameters: { Type: 'String' }, Outputs: { Value: 'a' }, Resources: topic }[section];
    expect(fault({ Resources: {}, [section]: { 'a-b': entry } })).toContain(
      `${section}.a-b: a logical ID has up to 255 letters and digits`,
    );
  });

  it('refuses a key that would vanish, by its path', () => {
    const properties = JSON.parse('{"Tags":[{"__proto__":"shop"}]}');
    expect(fault({ Resources: { Topic: { ...topic, Properties: properties } } })).toContain(
      'Resources.Topic.Properties.Tags.0.__proto__: the local environment cannot read a key of this name',
    );
  });

  it('refuses null, as CloudFormation does, by its path', () => {
    expect(fault({ Resources: { Topic: { ...topic, Properties: { TopicName: null } } } })).toContain(
      'Resources.Topic.Properties.TopicName: CloudFormation does not accept null',
    );
  });

  it('accepts every section and attribute that CloudFormation has', () => {
    const document = {
      AWSTemplateFormatVersion: '2010-09-09',
      Description: 'A shop',
      Metadata: { 'AWS::CloudFormation::Interface': {} },
      Parameters: { A: { Type: 'String', NoEcho: 'true', ConstraintDescription: 'a', Description: 'a' } },
      Rules: { A: { RuleCondition: true, Assertions: [{ Assert: true, AssertDescription: 'a' }] } },
      Resources: {
        A: {
          ...topic,
          Metadata: { 'aws:cdk:path': 'shop/A' },
          DependsOn: 'B',
          Condition: 'C',
          CreationPolicy: {},
          UpdatePolicy: {},
          DeletionPolicy: 'Retain',
          UpdateReplacePolicy: 'Snapshot',
        },
      },
    };
    expect(parseTemplate(document, 'test').Parameters.A?.NoEcho).toBe(true);
  });
});
