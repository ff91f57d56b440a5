/** An address within the console, fit to be gone to after signing in; null for anything else. */
export const localPath = (path: string | undefined): string | null =>
  path !== undefined && /^\/staff(\/[\w./-]*)?(\?[\w=&%.+-]*)?$/.test(path) && !path.includes('..') ? path : null;
