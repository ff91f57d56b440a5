import { type LabelledMessage, type Urgency, urgencies } from '../src/content/content-schema.ts';
import type { ScreenText } from '../src/screening/screening.ts';
import { proportion, shown } from './wilson.ts';

/** A labelled message with what screening made of it. */
export interface Judged {
  readonly message: LabelledMessage;
  readonly told: Urgency;
  readonly flags: readonly string[];
  readonly asks: string | null;
  /** The second opinion's chance of an emergency, 0 to 1. */
  readonly chance: number;
}
/** An error with how serious it is: the higher the worse. */
export interface Wrong extends Judged {
  readonly serious: number;
}
export interface Summary {
  readonly rows: readonly { readonly label: string; readonly value: string }[];
  /** `confusion[is][told]`, by level. */
  readonly confusion: readonly (readonly number[])[];
  readonly byFlag: readonly { readonly flag: string; readonly told: string; readonly named: string }[];
  readonly byKind: readonly { readonly kind: string; readonly escalated: string }[];
  readonly errors: readonly Wrong[];
}

export const levelOf = (urgency: Urgency): number => urgencies.indexOf(urgency);

export function judge(message: LabelledMessage, screen: ScreenText): Judged {
  const { urgency, findings, asks, chances } = screen(message.text);
  return { message, told: urgency, flags: findings.map(({ flag }) => flag), asks, chance: chances?.emergency ?? 0 };
}

/** Sensitivity per level, misses, false alarms per kind, the table per flag, and the worst errors. */
export function summarise(judged: readonly Judged[]): Summary {
  const share = (rows: readonly Judged[], test: (row: Judged) => boolean): string =>
    shown(proportion(rows.filter(test).length, rows.length));
  const clear = judged.filter(({ message }) => message.kind !== 'unclear');
  const of = (urgency: Urgency): Judged[] => clear.filter(({ message }) => message.urgency === urgency);
  const enough = ({ message, told }: Judged): boolean => levelOf(told) >= levelOf(message.urgency);
  const named = ({ message, flags }: Judged): boolean =>
    flags[0] !== undefined && [message.flag, ...message.also].includes(flags[0]);
  const none = of('none');
  const grave = of('emergency');
  const found = clear.filter(({ message, flags }) => message.urgency !== 'none' && flags.length > 0);
  const unclear = judged.filter(({ message }) => message.kind === 'unclear');
  const flags = [
    ...new Set(clear.flatMap(({ message }) => (message.urgency === 'none' ? [] : [message.flag ?? '']))),
  ].sort();
  const kinds = [...new Set(none.map(({ message }) => message.kind))].sort();
  return {
    rows: [
      { label: 'emergencies told as such', value: share(grave, enough) },
      { label: '  or asked about', value: share(grave, (row) => enough(row) || row.asks !== null) },
      {
        label: '  answered as none or soon, nothing asked',
        value: share(grave, ({ told, asks }) => levelOf(told) < 2 && asks === null),
      },
      { label: 'urgent told at least urgent', value: share(of('urgent'), enough) },
      { label: 'soon told at least soon', value: share(of('soon'), enough) },
      { label: 'harmless, any escalation', value: share(none, ({ told }) => told !== 'none') },
      { label: 'harmless, emergency text', value: share(none, ({ told }) => told === 'emergency') },
      { label: 'harmless, asked about', value: share(none, ({ told, asks }) => told === 'none' && asks !== null) },
      { label: 'right flag named, where one was found', value: share(found, named) },
      {
        label: 'truly unclear: asked or told',
        value: share(unclear, ({ told, asks }) => told !== 'none' || asks !== null),
      },
    ],
    confusion: urgencies.map((is) =>
      urgencies.map((told) => clear.filter((row) => row.message.urgency === is && row.told === told).length),
    ),
    byFlag: flags.map((flag) => {
      const rows = clear.filter(({ message }) => message.urgency !== 'none' && message.flag === flag);
      return { flag, told: share(rows, enough), named: share(rows, named) };
    }),
    byKind: kinds.map((kind) => ({
      kind,
      escalated: share(
        none.filter(({ message }) => message.kind === kind),
        ({ told }) => told !== 'none',
      ),
    })),
    errors: clear
      .map((row) => ({ ...row, serious: seriousness(row) }))
      .filter(({ serious }) => serious > 0)
      .sort((one, other) => other.serious - one.serious),
  };
}

/** Levels missed count double and asking halves them; a false alarm counts its level once. */
function seriousness({ message, told, asks }: Judged): number {
  const gap = levelOf(message.urgency) - levelOf(told);
  if (gap > 0) return (levelOf(message.urgency) + gap) * (asks === null ? 2 : 1);
  return message.urgency === 'none' && told !== 'none' ? levelOf(told) : 0;
}
