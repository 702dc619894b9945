// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is CloudFormation’s own syntax.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownValue } from '../../json/own-value.ts';
import type { JsonValue } from '../template/json-value.ts';
import { parseTemplate, type StackDefinition } from '../template/template.ts';
import { resolveSingle, resolveTemplate } from './resolve-template.ts';
import type { ResolutionInputs } from './resolver.ts';

const document = {
  Parameters: {
    Stage: { Type: 'String', Default: 'local' },
    Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/version' },
    Zones: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: '/zones' },
    Name: { Type: 'AWS::SSM::Parameter::Name', Default: '/version' },
    Token: { Type: 'String' },
    Names: { Type: 'List<String>', Default: 'one, two' },
  },
  Mappings: { Sizes: { local: { Count: 1 } } },
  Conditions: {
    IsLocal: { 'Fn::Equals': [{ Ref: 'Stage' }, 'local'] },
    IsRemote: { 'Fn::Not': [{ Condition: 'IsLocal' }] },
    Both: { 'Fn::And': [{ Condition: 'IsLocal' }, { Condition: 'IsRemote' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsLocal' }, { Condition: 'IsRemote' }] },
  },
  Resources: { Db: { Type: 'AWS::RDS::DBInstance' } },
};

const known: Readonly<Record<string, JsonValue>> = {
  'Db.Ref': 'db-1',
  'Db.Endpoint.Address': 'postgres',
  'Db.Endpoint.Port': 5432,
};

const stack: StackDefinition = stackOf(document);

function stackOf(template: object): StackDefinition {
  const parsed = parseTemplate({ Resources: {}, ...template }, 'test');
  return { stackName: 'shop', region: 'eu-west-1', accountId: '123456789012', template: parsed };
}

function resolve(value: JsonValue, inputs: ResolutionInputs = {}): JsonValue | undefined {
  return resolveSingle(
    value,
    ['Place'],
    stack,
    (id, attribute) => ownValue(known, `${id}.${attribute}`),
    inputs,
  );
}

describe('a value', () => {
  test.each<[string, JsonValue, JsonValue | undefined]>([
    ['Ref of a resource', { Ref: 'Db' }, 'db-1'],
    ['Ref of a parameter', { Ref: 'Stage' }, 'local'],
    ['Ref of a list parameter', { Ref: 'Names' }, ['one', 'two']],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['AWS::NoValue by itself', { Ref: 'AWS::NoValue' }, undefined],
    ['AWS::NoValue inside', { a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] }, { b: [1] }],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Db', 'Endpoint.Address'] }, 'postgres'],
    ['GetAtt as text', { 'Fn::GetAtt': 'Db.Endpoint.Port' }, 5432],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'Db' }, 1, true]] }, 'a-db-1-1-true'],
    ['Join of a function', { 'Fn::Join': ['+', { 'Fn::Split': [',', 'a,b'] }] }, 'a+b'],
    ['Sub', { 'Fn::Sub': '${Db}:${Db.Endpoint.Port}/${AWS::StackName}' }, 'db-1:5432/shop'],
    ['Sub with variables', { 'Fn::Sub': ['${x}${Db}', { x: { Ref: 'Stage' } }] }, 'localdb-1'],
    ['Sub with a literal', { 'Fn::Sub': 'echo ${!HOME} $HOME' }, 'echo ${HOME} $HOME'],
    ['If', { 'Fn::If': ['IsLocal', 'yes', { Ref: 'Nothing' }] }, 'yes'],
    ['If with And', { 'Fn::If': ['Both', 1, 2] }, 2],
    ['If with Or', { 'Fn::If': ['Either', 1, 2] }, 1],
    ['Select with a text index', { 'Fn::Select': ['1', ['a', 'b']] }, 'b'],
    ['FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'Count'] }, 1],
    ['FindInMap with a default', { 'Fn::FindInMap': ['Sizes', 'x', 'y', { DefaultValue: 3 }] }, 3],
    ['Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
    ['Length', { 'Fn::Length': [1, 2, 3] }, 3],
    ['ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'Db' } } }, '{"a":"db-1"}'],
    ['Cidr', { 'Fn::Cidr': ['10.0.0.0/16', 2, '8'] }, ['10.0.0.0/24', '10.0.1.0/24']],
    ['GetAZs', { 'Fn::GetAZs': '' }, ['eu-west-1a', 'eu-west-1b', 'eu-west-1c']],
    ['a secret', '{{resolve:secretsmanager:a}}', '{{resolve:secretsmanager:a}}'],
    ['a key named Condition', { Condition: { Bool: { a: 'b' } } }, { Condition: { Bool: { a: 'b' } } }],
  ])('is resolved: %s', (_name, value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });

  test('comes from other stacks by export name or by output', () => {
    const inputs = { imports: { Exported: 'a' }, stackOutputs: { network: { VpcId: 'vpc-1' } } };
    const value = [
      { 'Fn::ImportValue': 'Exported' },
      { 'Fn::GetStackOutput': { StackName: 'network', OutputName: 'VpcId' } },
    ];
    expect(resolve(value, inputs)).toEqual(['a', 'vpc-1']);
  });

  test('of an SSM parameter is what Parameter Store has under its default or the given name', () => {
    const stored = (name: string) => ({ '/version': '21', '/other': '22' })[name];
    expect(resolve({ Ref: 'Version' }, { stored })).toBe('21');
    expect(resolve({ Ref: 'Version' }, { stored, parameters: { Version: '/other' } })).toBe('22');
    expect(resolve({ Ref: 'Zones' }, { stored: () => 'a, b' })).toEqual(['a', 'b']);
    expect(resolve({ Ref: 'Name' }, { stored })).toBe('/version');
  });

  test('has the values of Parameter Store wherever a dynamic reference to them is in a text', () => {
    const stored = (name: string) => `<${name}>`;
    const value = { 'Fn::Join': ['', ['a-{{resolve:ssm:/x/', { Ref: 'Stage' }, ':2}}-{{resolve:ssm:b}}']] };
    expect(resolve([value], { stored })).toEqual(['a-</x/local:2>-<b>']);
  });
});

describe('a failure names the place and the value', () => {
  test.each<[string, JsonValue, string, string]>([
    ['an unknown function', { 'Fn::Magic': 1 }, 'TEMPLATE_UNKNOWN_FUNCTION', 'Place calls Fn::Magic'],
    ['two functions in one', { 'Fn::Sub': 'a', b: 1 }, 'TEMPLATE_UNKNOWN_FUNCTION', '{"Fn::Sub":"a","b":1}'],
    ['an unknown name', { Ref: 'Nothing' }, 'TEMPLATE_UNRESOLVED_REFERENCE', 'Place.Ref refers to Nothing'],
    [
      'an unknown attribute',
      [{ 'Fn::GetAtt': ['Db', 'Colour'] }],
      'TEMPLATE_UNRESOLVED_REFERENCE',
      'Place.0.Fn::GetAtt refers to Db.Colour, which has no value here (AWS::RDS::DBInstance)',
    ],
    ['a name in Sub', { 'Fn::Sub': '${Nope}' }, 'TEMPLATE_UNRESOLVED_REFERENCE', 'refers to Nope'],
    [
      'a parameter of Parameter Store',
      { Ref: 'Version' },
      'TEMPLATE_PARAMETER_MISSING',
      'Place.Ref.Version reads /version of Parameter Store, which has no value here',
    ],
    [
      'a parameter without a default',
      { Ref: 'Token' },
      'TEMPLATE_PARAMETER_MISSING',
      'Place.Ref refers to Token, a parameter of type String that has no default and was given no value',
    ],
    [
      'a dynamic reference',
      { a: ['{{resolve:ssm:/b:3}}'] },
      'TEMPLATE_PARAMETER_MISSING',
      'Place.a.0 reads /b:3 of Parameter Store',
    ],
    [
      'a public parameter',
      '{{resolve:ssm:/aws/service/ami}}',
      'TEMPLATE_PARAMETER_MISSING',
      'a public parameter of AWS, whose value only AWS can provide',
    ],
    [
      'a secure string',
      'x{{resolve:ssm-secure:/a:1}}',
      'TEMPLATE_DYNAMIC_REFERENCE',
      'Place contains {{resolve:ssm-secure:/a:1}}',
    ],
    ['a pseudo parameter', { Ref: 'AWS::Moon' }, 'TEMPLATE_UNRESOLVED_REFERENCE', 'AWS::Moon'],
    ['a condition', { 'Fn::If': ['Nope', 1, 2] }, 'TEMPLATE_UNRESOLVED_REFERENCE', 'not a condition'],
    ['a mapping', { 'Fn::FindInMap': ['Sizes', 'x', 'y'] }, 'TEMPLATE_UNRESOLVED_REFERENCE', 'Sizes.x.y'],
    ['an export', { 'Fn::ImportValue': 'Nope' }, 'TEMPLATE_UNRESOLVED_REFERENCE', 'export Nope'],
    ['an index that is empty', { 'Fn::Select': ['', ['a']] }, 'TEMPLATE_BAD_ARGUMENT', 'Fn::Select is ""'],
    [
      'an index between two',
      { 'Fn::Select': ['0.5', ['a']] },
      'TEMPLATE_BAD_ARGUMENT',
      'Fn::Select is "0.5"',
    ],
    ['an octet that is missing', { 'Fn::Cidr': ['10..0.0/16', 1, 8] }, 'TEMPLATE_BAD_ARGUMENT', '10..0.0'],
    ['a block without a length', { 'Fn::Cidr': ['10.0.0.0/', 1, 8] }, 'TEMPLATE_BAD_ARGUMENT', '10.0.0.0/'],
    ['half a subnet', { 'Fn::Cidr': ['10.0.0.0/16', 1.5, 8] }, 'TEMPLATE_BAD_ARGUMENT', 'fit into'],
    [
      'a transform',
      { 'Fn::Transform': { Name: 'Ours' } },
      'TEMPLATE_UNKNOWN_FUNCTION',
      'Place calls Fn::Transform',
    ],
    [
      'a loop',
      { 'Fn::ForEach::A': ['B', [], {}] },
      'TEMPLATE_UNKNOWN_FUNCTION',
      'Place calls Fn::ForEach::A',
    ],
    ['an index', { 'Fn::Select': [2, ['a']] }, 'TEMPLATE_BAD_ARGUMENT', 'Place.Fn::Select is 2'],
    [
      'no list',
      { 'Fn::Join': ['', 'a'] },
      'TEMPLATE_BAD_ARGUMENT',
      'Place.Fn::Join.1 is "a"; expected a list',
    ],
    ['no text', { 'Fn::Join': ['', [['a']]] }, 'TEMPLATE_BAD_ARGUMENT', 'Place.Fn::Join.1.0 is ["a"]'],
    ['a block', { 'Fn::Cidr': ['10.0.0/16', 1, 8] }, 'TEMPLATE_BAD_ARGUMENT', '10.0.0/16'],
    ['too many subnets', { 'Fn::Cidr': ['10.0.0.0/24', 3, 7] }, 'TEMPLATE_BAD_ARGUMENT', 'fit into'],
  ])('%s', (_name, value, code, message) => {
    expect(() => resolve(value)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  test('resources that depend on each other in a cycle', () => {
    const circle = stackOf({
      Resources: {
        A: { Type: 'T', Properties: { b: { 'Fn::Sub': 'x${B.Arn}' } } },
        B: { Type: 'T', DependsOn: 'C' },
        C: { Type: 'T', DependsOn: ['A'] },
      },
    });
    expect(() => resolveTemplate(circle, () => 'x')).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_REFERENCE_CYCLE',
        message: 'Resources depend on each other in a cycle: A -> B -> C -> A.',
      }),
    );
  });
});

describe.each(Object.getOwnPropertyNames(Object.prototype).filter((name) => /^[A-Za-z]+$/.test(name)))(
  'the name %s, which every object of JavaScript has',
  (name) => {
    test.each<[string, JsonValue]>([
      ['Ref', { Ref: name }],
      ['Fn::GetAtt', { 'Fn::GetAtt': [name, 'Arn'] }],
      ['Fn::GetAtt of an attribute', { 'Fn::GetAtt': ['Db', name] }],
      ['Fn::Sub', { 'Fn::Sub': `\${${name}}` }],
      ['Fn::Sub with variables', { 'Fn::Sub': [`\${${name}}`, {}] }],
      ['Fn::If', { 'Fn::If': [name, 1, 2] }],
      ['Fn::FindInMap of a mapping', { 'Fn::FindInMap': [name, 'local', 'Count'] }],
      ['Fn::FindInMap of a first key', { 'Fn::FindInMap': ['Sizes', name, 'name'] }],
      ['Fn::FindInMap of a second key', { 'Fn::FindInMap': ['Sizes', 'local', name] }],
      ['Fn::ImportValue', { 'Fn::ImportValue': name }],
      ['Fn::GetStackOutput of a stack', { 'Fn::GetStackOutput': { StackName: name, OutputName: 'name' } }],
      ['Fn::GetStackOutput', { 'Fn::GetStackOutput': { StackName: 'network', OutputName: name } }],
    ])('is unknown to %s where the template does not define it', (_, value) => {
      const inputs = { imports: {}, stackOutputs: { network: {} }, parameters: {} };
      expect(() => resolve(value, inputs)).toThrow(
        expect.objectContaining({ code: 'TEMPLATE_UNRESOLVED_REFERENCE' }),
      );
    });

    test('is a name like any other where the template defines it', () => {
      const defined = stackOf({
        Parameters: { [name]: { Type: 'String', Default: 'a' } },
        Conditions: { [name]: { 'Fn::Equals': [{ Ref: name }, 'a'] } },
        Mappings: { [name]: { [name]: { [name]: 'b' } } },
        Resources: { [`${name}0`]: { Type: 'T', Condition: name, Properties: { [name]: { Ref: name } } } },
      });
      const value = [{ 'Fn::If': [name, 1, 2] }, { 'Fn::FindInMap': [name, name, name] }];
      expect(resolveSingle(value, [], defined, () => undefined)).toEqual([1, 'b']);
      expect(resolveTemplate(defined, () => undefined).resources[0]?.properties).toEqual({ [name]: 'a' });
    });
  },
);

describe('the rules of a template', () => {
  const Assert = { 'Fn::Contains': [['local', 'staging'], { Ref: 'Stage' }] };
  const ruled = (rule: object, inputs: ResolutionInputs) => () =>
    resolveTemplate(stackOf({ ...document, Resources: {}, Rules: { Known: rule } }), () => 'x', inputs);

  test('are not met by values that they do not allow', () => {
    const rule = { Assertions: [{ Assert, AssertDescription: 'Use a stage that is known' }] };
    expect(ruled(rule, { parameters: { Stage: 'moon' } })).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_RULE',
        message: 'The rule Known of the template is not met: Use a stage that is known',
      }),
    );
    expect(ruled(rule, {})).not.toThrow();
  });

  test('say nothing where their condition does not hold', () => {
    const never = { 'Fn::Equals': [1, 2] };
    expect(ruled({ RuleCondition: never, Assertions: [{ Assert: never }] }, {})).not.toThrow();
  });

  test.each<[string, JsonValue, boolean]>([
    ['each member equals', { 'Fn::EachMemberEquals': [['a', 'a'], 'a'] }, true],
    ['a member differs', { 'Fn::EachMemberEquals': [['a', 'b'], 'a'] }, false],
    [
      'each member is in a list',
      {
        'Fn::EachMemberIn': [
          ['a', 'b'],
          ['b', 'a', 'c'],
        ],
      },
      true,
    ],
    [
      'a member is not in the list',
      {
        'Fn::EachMemberIn': [
          ['a', 'd'],
          ['b', 'a', 'c'],
        ],
      },
      false,
    ],
  ])('are made of functions of their own: %s', (_name, value, expected) => {
    expect(resolve(value)).toBe(expected);
  });

  test('are named where they call what is not known here', () => {
    const rule = { Assertions: [{ Assert: { 'Fn::ValueOfAll': ['AWS::EC2::VPC::Id', 'Tags.Department'] } }] };
    expect(ruled(rule, {})).toThrow('Rules.Known calls Fn::ValueOfAll, which is not known here');
  });
});

describe('a template', () => {
  test.each<[string, object, string, string]>([
    [
      'conditions form a cycle',
      { Conditions: { Circle: { 'Fn::Not': [{ Condition: 'Circle' }] } } },
      'TEMPLATE_REFERENCE_CYCLE',
      'Circle -> Circle',
    ],
    [
      'a condition that calls what is not known, and that nothing refers to',
      { Conditions: { Odd: { 'Fn::Magic': [1] } } },
      'TEMPLATE_UNKNOWN_FUNCTION',
      'Conditions.Odd calls Fn::Magic',
    ],
    [
      'a condition on a resource',
      { Conditions: { Odd: { 'Fn::Equals': [{ Ref: 'A' }, 'a'] } }, Resources: { A: { Type: 'T' } } },
      'TEMPLATE_UNRESOLVED_REFERENCE',
      'Conditions.Odd.Fn::Equals.Ref refers to A, but conditions and rules can refer only to parameters',
    ],
    [
      'a default that its own rules do not allow, and that nothing refers to',
      { Parameters: { Size: { Type: 'String', Default: 'c', AllowedValues: ['a'] } } },
      'TEMPLATE_BAD_PARAMETER',
      'The parameter Size is "c"',
    ],
    [
      'an output that is a list',
      { Outputs: { All: { Value: ['a'] } } },
      'TEMPLATE_BAD_ARGUMENT',
      'Outputs.All.Value',
    ],
  ])('is refused for %s', (_, template, code, message) => {
    expect(() => resolveTemplate(stackOf(template), () => 'x')).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  test('has the values of Parameter Store in its outputs too', () => {
    const outputs = stackOf({ Outputs: { Name: { Value: '{{resolve:ssm:/name}}' } } });
    expect(resolveTemplate(outputs, () => 'x', { stored: () => 'shop' }).outputs).toEqual({ Name: 'shop' });
  });

  test('is refused where a resource depends on one that does not exist', () => {
    const waiting = stackOf({ Resources: { A: { Type: 'T', DependsOn: ['B'] } } });
    expect(() => resolveTemplate(waiting, () => 'x')).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_UNRESOLVED_REFERENCE',
        message: 'A.DependsOn refers to B, which is not a resource of the template.',
      }),
    );
  });

  test.each<[string, JsonValue]>([
    ['Ref', { Ref: 'Gone' }],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Gone', 'Arn'] }],
    ['Fn::Sub', { 'Fn::Sub': '${Gone.Arn}' }],
  ])('is refused where %s refers to what a condition leaves out', (_, Size) => {
    const conditional = stackOf({
      ...document,
      Resources: { Db: { Type: 'T', Properties: { Size } }, Gone: { Type: 'T', Condition: 'IsRemote' } },
      Outputs: {},
    });
    expect(() => resolveTemplate(conditional, () => 'value')).toThrow(
      expect.objectContaining({
        code: 'TEMPLATE_UNRESOLVED_REFERENCE',
        message: expect.stringMatching(/^Db\.Properties\.Size\..* refers to Gone.*IsRemote leaves out/),
      }),
    );
  });

  test('loses what its conditions leave out, outputs included', () => {
    const conditional = stackOf({
      ...document,
      Resources: {
        Db: { Type: 'Kept', Condition: 'IsLocal', Properties: { Size: { Ref: 'Stage' } } },
        Gone: { Type: 'Gone', Condition: 'IsRemote', Properties: { Broken: { Ref: 'Nothing' } } },
      },
      Outputs: { Here: { Value: { Ref: 'Db' } }, Not: { Condition: 'IsRemote', Value: { Ref: 'Gone' } } },
    });
    const { resources, outputs } = resolveTemplate(conditional, () => 'value');
    expect({ resources, outputs }).toEqual({
      resources: [{ logicalId: 'Db', type: 'Kept', properties: { Size: 'local' } }],
      outputs: { Here: 'value' },
    });
  });
});

describe('always', () => {
  const plainKey = fc
    .string()
    .filter((key) => !key.startsWith('Fn::') && !['Ref', '__proto__'].includes(key));
  const plain: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(plainKey, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).value;
  const call: fc.Arbitrary<JsonValue> = fc.letrec<{ call: JsonValue }>((tie) => ({
    call: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.constant({ Ref: 'Db' }),
      fc.constant({ 'Fn::GetAtt': ['Db', 'Endpoint.Address'] }),
      fc.tuple(tie('call'), tie('call')).map((pair) => ({ 'Fn::If': ['IsLocal', ...pair] })),
      fc.array(tie('call')).map((list) => ({ 'Fn::Join': [',', list] })),
      tie('call').map((text) => ({ 'Fn::Select': [0, { 'Fn::Split': ['/', text] }] })),
      tie('call').map((text) => ({ 'Fn::Base64': text })),
    ),
  })).call;

  test('plain data stays as it is', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(resolve(value)).toEqual(value);
      }),
    );
  });

  test('Split undoes Join where no part holds the delimiter', () => {
    const part = fc.string().filter((text) => !text.includes('|'));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1 }), (parts) => {
        expect(resolve({ 'Fn::Split': ['|', { 'Fn::Join': ['|', parts] }] })).toEqual(parts);
      }),
    );
  });

  test('resolving leaves nothing to resolve', () => {
    fc.assert(
      fc.property(fc.dictionary(plainKey, call, { noNullPrototype: true }), (value) => {
        const once = resolve(value) ?? null;
        expect(resolve(once)).toEqual(once);
        expect(JSON.stringify(once)).not.toMatch(/"(Ref|Fn::\w+)":/);
      }),
    );
  });

  test('subnets of a block do not overlap and lie inside it', () => {
    const blocks = fc.record({
      third: fc.integer({ min: 0, max: 255 }),
      count: fc.integer({ min: 1, max: 16 }),
      bits: fc.integer({ min: 4, max: 8 }),
    });
    fc.assert(
      fc.property(blocks, ({ third, count, bits }) => {
        const subnets = resolve({ 'Fn::Cidr': [`10.1.${third}.0/16`, count, bits] });
        const starts = Array.from({ length: count }, (_, index) => index * 2 ** bits);
        const expected = starts.map((at) => `10.1.${Math.floor(at / 256)}.${at % 256}/${32 - bits}`);
        expect(subnets).toEqual(expected);
      }),
    );
  });
});
