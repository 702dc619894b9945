import type { Rule } from './rule.ts';

const gigabyte = 1e9;
/** The bill that the architecture was made for counts with 100 GB a month. */
const expectedGbAWeek = 25;
/** Singapore, 2026: USD for each GB that a NAT gateway processes. */
const usdPerGb = 0.059;

/**
 * Data through the NAT gateways, which costs more than expected.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html
 */
export const costs: Rule = ({ natGateways }) => {
  if (!natGateways.isKnown) return [];
  const gb = natGateways.value.reduce((sum, { sentBytes }) => sum + sentBytes, 0) / gigabyte;
  if (gb <= expectedGbAWeek) return [];
  const usd = Math.round(gb * (30 / 7) * usdPerGb);
  return [
    {
      ...{ cause: 'high-costs', weight: 'note', about: 'NAT gateways' },
      says: `The NAT gateways sent ${Math.round(gb)} GB in seven days, more than the ${expectedGbAWeek} GB that are expected: about ${usd} USD a month for sending alone.`,
      evidence: natGateways.value.map(
        ({ id, sentBytes }) => `${id}: ${(sentBytes / gigabyte).toFixed(1)} GB`,
      ),
      advice: [
        'See who sends: VPC flow logs. Images from ECR and logs can go through VPC endpoints instead.',
      ],
    },
  ];
};
