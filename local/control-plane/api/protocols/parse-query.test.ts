import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse-query.ts';

describe('a Query body', () => {
  it('gives its parameters by name', () => {
    expect(parseQuery('Action=DescribeRules&Version=2015-12-01&PageSize=10')).toEqual({
      Action: 'DescribeRules',
      Version: '2015-12-01',
      PageSize: '10',
    });
  });

  it('gives lists in the order of their numbers', () => {
    expect(parseQuery('Names.member.10=c&Names.member.2=b&Names.member.1=a%20b')).toEqual({
      Names: ['a b', 'b', 'c'],
    });
  });

  it('gives lists of structures', () => {
    const body = 'Targets.member.1.Id=10.0.0.1&Targets.member.1.Port=3000&Targets.member.2.Id=10.0.0.2';
    expect(parseQuery(body)).toEqual({
      Targets: [{ Id: '10.0.0.1', Port: '3000' }, { Id: '10.0.0.2' }],
    });
  });

  it('takes an empty list, which the SDKs write as an empty parameter', () => {
    expect(parseQuery('Names=')).toEqual({ Names: '' });
  });

  it('does not touch what objects inherit', () => {
    const parsed = parseQuery('__proto__.polluted=yes');
    expect(Object.hasOwn(parsed, '__proto__')).toBe(true);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
