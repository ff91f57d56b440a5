/** A topic ranked for a message; `confidence` is a calibrated probability from 0 to 1. */
export interface Ranked {
  readonly topic: string;
  readonly confidence: number;
}

/**
 * What answering says of one message. `answers` holds what the bot would say outright (two when two questions were asked),
 * `candidates` what it would offer (at most three; empty when it answers or knows nothing near).
 */
export interface Ranking {
  readonly answers: readonly string[];
  readonly candidates: readonly string[];
  readonly ranked: readonly Ranked[];
}

/** Ranks topics for a text; `after` is the topic answered just before, for follow-ups. Pure and deterministic. */
export type RankTopics = (text: string, after: string | null) => Ranking;
