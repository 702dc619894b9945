import { z } from 'zod';
import { present } from '../../properties/present.ts';
import { approximated, recorded, refused } from '../../properties/standing.ts';

/** @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html */
export const portMapping = z
  .strictObject({
    containerPort: z.int().min(1).max(65_535),
    hostPort: z.int().optional(),
    protocol: approximated(
      z.enum(['tcp', 'udp']).default('tcp'),
      'The API reports it; tasks can reach each other on any port with any protocol.',
    ),
    name: approximated(z.string().optional(), 'The API reports it; only Service Connect uses it.'),
    appProtocol: recorded('Only Service Connect uses it.', z.enum(['http', 'http2', 'grpc'])),
    containerPortRange: refused('port ranges are not supported locally: map each port'),
  })
  .refine(({ containerPort, hostPort }) => hostPort === undefined || hostPort === containerPort, {
    error: 'When networkMode=awsvpc, the host ports and container ports in port mappings must match',
    path: ['hostPort'],
  })
  .transform(({ containerPort, protocol, name }) => present({ containerPort, protocol, name }));
