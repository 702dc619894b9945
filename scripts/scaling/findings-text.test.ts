import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Finding } from '../../local/scaling/check/finding.ts';
import { findingsText } from './findings-text.ts';

const finding: Finding = {
  rule: 'fargate-quota',
  ...{ logicalId: 'Cluster', message: 'Too much.', mend: 'Ask for more.', numbers: {} },
};
const plain = (findings: readonly Finding[]) => stripVTControlCharacters(findingsText(findings));

test('open findings come first, then acknowledged ones with their reasons, and each has its remedy', () => {
  expect(
    plain([
      { ...finding, acknowledged: 'It has been requested.' },
      { ...finding, logicalId: 'Other' },
      { ...finding, logicalId: 'Third', acknowledgedForOtherFigures: 'Six are enough.' },
    ]),
  ).toBe(
    [
      '✖ fargate-quota: Other',
      '    Too much.',
      '    Ask for more.',
      '✖ fargate-quota: Third',
      '    Too much.',
      '    Ask for more.',
      '    Acknowledged for other figures, so it is open: Six are enough.',
      '✔ fargate-quota: Cluster',
      '    Too much.',
      '    Ask for more.',
      '    Acknowledged: It has been requested.',
      '2 open findings, 1 acknowledged.',
    ].join('\n'),
  );
});

test('the last line counts the findings', () => {
  expect(plain([])).toBe('No findings.');
  expect(plain([finding])).toMatch(/\n1 open finding\.$/);
  expect(plain([{ ...finding, acknowledged: 'why' }])).toMatch(/\nNo open findings, 1 acknowledged\.$/);
});
