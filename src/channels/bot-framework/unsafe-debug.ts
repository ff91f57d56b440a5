/** A setting would print visitors' words or channels' tokens. */
export class UnsafeDebug extends Error {
  constructor(value: string) {
    super(
      `DEBUG=${value} prints whole activities, visitors' words and channel tokens included: remove it, or set NODE_ENV=development`,
    );
    this.name = 'UnsafeDebug';
  }
}

/** Throws when DEBUG would make the SDK print activities outside development. An unset NODE_ENV counts as production. */
export function refuseUnsafeDebug(env: Readonly<Record<string, string | undefined>>): void {
  const { DEBUG = '', NODE_ENV } = env;
  if (NODE_ENV === 'development' || NODE_ENV === 'test') return;
  const prints = DEBUG.split(/[\s,]+/).some((pattern) => pattern.startsWith('*') || /^agents?(?![a-z])/i.test(pattern));
  if (prints) throw new UnsafeDebug(DEBUG);
}
