import type { Link } from '../replies/reply.ts';

/** True for a link that may leave us: to call, to write to, or a secure page. */
export const isSafe = ({ href }: Link): boolean => /^(tel:|mailto:|https:\/\/)/.test(href);

/** Markdown joins lines unless they end in two spaces. */
export const hardBreaks = (text: string): string => text.replace(/(?<!\n)\n(?!\n)/g, '  \n');

/** A link in markdown, whatever its label and address hold. */
export const markdownLink = ({ label, href }: Link): string =>
  `[${label.replace(/[[\]\\]/g, '\\$&')}](${href.replace(/[()\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)})`;

/** Somebody's words in markdown, without any meaning to it. */
export const literal = (text: string): string => text.replace(/[\\`*_{}[\]()#+!|<>~-]/g, '\\$&');
