import { z } from 'zod';
import { requireListener } from '../find.ts';
import { operation, paging } from '../operation.ts';
import { pageOf } from '../paging.ts';

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeListenerCertificates.html */
export const describeListenerCertificates = operation(
  z.object({ ListenerArn: z.string(), ...paging }),
  (request, controlPlane) => {
    const { certificates } = requireListener(controlPlane, request.ListenerArn).listener;
    const { items, NextMarker } = pageOf(certificates, request);
    return {
      Certificates: items.map((CertificateArn) => ({
        CertificateArn,
        IsDefault: CertificateArn === certificates[0],
      })),
      NextMarker,
    };
  },
);
