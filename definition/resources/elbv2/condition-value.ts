import { isIP } from 'node:net';
import { text } from '../../properties/scalars.ts';

/**
 * What the conditions of a rule compare with.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html
 */
export const comparedText = text.refine(
  (value) => /^[\x20-\x7e]{1,128}$/.test(value),
  'expected 1 to 128 visible ASCII characters',
);

export const pathPattern = comparedText.refine(
  (value) => /^[\w.$/~"'@:+&*?-]+$/.test(value),
  'expected letters, digits and _ - . $ / ~ " \' @ : + & * ?',
);

export const hostPattern = comparedText
  .refine((value) => /^[A-Za-z0-9.*?-]+$/.test(value), 'expected letters, digits and - . * ?')
  .refine((value) => value.includes('.'), 'expected at least one dot');

export const methodName = text.refine(
  (value) => /^[A-Z_-]{1,40}$/.test(value),
  'expected up to 40 letters from A to Z, hyphens and underscores',
);

export const cidrBlock = text.refine(isCidrBlock, 'expected a CIDR block, such as 10.0.0.0/8');

function isCidrBlock(value: string): boolean {
  const [address = '', length = ''] = value.split('/');
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return /^\d{1,3}$/.test(length) && Number(length) <= longest;
}
