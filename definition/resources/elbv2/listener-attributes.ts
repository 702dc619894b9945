import { z } from 'zod';
import { flag, keyed, text } from '../../properties/scalars.ts';
import { recorded, refused } from '../../properties/standing.ts';

const forNetworks = 'only Network and Gateway Load Balancers have it';
const noClientCertificates = 'Mutual TLS is not supported locally, so these headers are never sent.';

const headerName = text.refine((name) => /^[\w-]{1,128}$/.test(name), 'expected the name of a header');

/** The limits of a value are assumed: visible characters and spaces, 1,024 at most. */
const headerValue = text.refine(
  (value) => /^[\x20-\x7e]{0,1024}$/.test(value),
  'expected up to 1024 visible characters',
);

const acting = z.strictObject({
  'routing.http.response.server.enabled': flag.default(true),
  'routing.http.request.x_amzn_tls_version.header_name': headerName.default('X-Amzn-Tls-Version'),
  'routing.http.request.x_amzn_tls_cipher_suite.header_name': headerName.default('X-Amzn-Tls-Cipher-Suite'),
  'routing.http.response.strict_transport_security.header_value': headerValue.default(''),
  'routing.http.response.access_control_allow_origin.header_value': headerValue.default(''),
  'routing.http.response.access_control_allow_methods.header_value': headerValue.default(''),
  'routing.http.response.access_control_allow_headers.header_value': headerValue.default(''),
  'routing.http.response.access_control_allow_credentials.header_value': nothingOr('true').default(''),
  'routing.http.response.access_control_expose_headers.header_value': headerValue.default(''),
  'routing.http.response.access_control_max_age.header_value': text
    .refine((value) => /^\d*$/.test(value), 'expected a number of seconds')
    .default(''),
  'routing.http.response.content_security_policy.header_value': headerValue.default(''),
  'routing.http.response.x_content_type_options.header_value': nothingOr('nosniff').default(''),
  'routing.http.response.x_frame_options.header_value': headerValue.default(''),
});

/** The keys of the attributes that act: those that the API reports. */
export const actingListenerAttributes = acting.keyof().options;

const clientCertificateHeader = recorded(noClientCertificates, headerName);

/**
 * The attributes of a listener.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ListenerAttribute.html
 */
export const listenerAttributes = keyed(
  z.strictObject({
    ...acting.shape,
    'routing.http.request.x_amzn_mtls_clientcert_serial_number.header_name': clientCertificateHeader,
    'routing.http.request.x_amzn_mtls_clientcert_issuer.header_name': clientCertificateHeader,
    'routing.http.request.x_amzn_mtls_clientcert_subject.header_name': clientCertificateHeader,
    'routing.http.request.x_amzn_mtls_clientcert_validity.header_name': clientCertificateHeader,
    'routing.http.request.x_amzn_mtls_clientcert_leaf.header_name': clientCertificateHeader,
    'routing.http.request.x_amzn_mtls_clientcert.header_name': clientCertificateHeader,
    'tcp.idle_timeout.seconds': refused(forNetworks),
    'send_tcp_reset.on_idle_timeout.enabled': refused(forNetworks),
  }),
);

function nothingOr(value: string) {
  return text.refine((given) => given === '' || given === value, `expected ${value}`);
}
