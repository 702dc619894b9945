import type { ScalingFinding } from '../verdict/verdict.ts';

type Kind = ScalingFinding['kind'];

/** What a service did where there is no finding of this kind. */
export const expectedOfServices: Readonly<Record<Kind, string>> = {
  'past-the-maximum': 'stayed within its maximum',
  flapped: 'did not flap',
  'scaled-in-too-early': 'did not scale in too early',
  'lost-requests-while-scaling': 'lost no requests while scaling',
  'never-came-back': 'came back to its minimum',
};

export const findingKinds = Object.keys(expectedOfServices).filter(
  (name): name is Kind => name in expectedOfServices,
);
