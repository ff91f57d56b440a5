const causes: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name cannot be looked up',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'it hung up',
  UND_ERR_SOCKET: 'it hung up',
  ETIMEDOUT: 'it did not answer in time',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'nobody vouches for its certificate',
  SELF_SIGNED_CERT_IN_CHAIN: 'nobody vouches for its certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes without the ones between',
  UND_ERR_CONNECT_TIMEOUT: 'it did not answer in time',
};

/** Why an address could not be asked, in words without secrets: from the code of the error or of one that it carries. */
export function whyUnreachable(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError') return 'it did not answer in time';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (causes[code]) return causes[code];
  if (error.cause !== undefined) return whyUnreachable(error.cause);
  return code ? `no answer (${code})` : 'no answer';
}
