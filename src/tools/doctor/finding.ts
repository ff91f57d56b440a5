/** What a check found. `fault`: it does not work so; `warning`: someone should look at it; `fine`: nothing to do. */
export interface Finding {
  readonly level: 'fine' | 'warning' | 'fault';
  readonly what: string;
  /** Why it matters, and what to do; null when all is well. */
  readonly why: string | null;
  readonly remedy: string | null;
}

/** Something that works. */
export const fine = (what: string): Finding => ({ level: 'fine', what, why: null, remedy: null });

/** Something that does not work. */
export const fault = (what: string, why: string, remedy: string): Finding => ({ level: 'fault', what, why, remedy });

/** Something that works, and that someone should look at. */
export const warning = (what: string, why: string, remedy: string): Finding => ({
  level: 'warning',
  what,
  why,
  remedy,
});
