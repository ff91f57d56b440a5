import { readFileSync, writeFileSync } from 'node:fs';
import type { AnyStateNode } from 'xstate';
import { visitMachine } from '../dialogs/visit.machine.ts';

const file = 'dialogs/README.md';
const START = '<!-- diagram: made by `npm run diagram` -->';
const END = '<!-- end of diagram -->';

/** The machine as a Mermaid state diagram: a box a state, an arrow a transition, with event and guard. */
export function drawMachine(): string {
  const lines = ['stateDiagram-v2'];
  const nameOf = (node: AnyStateNode): string => node.path.join('_') || 'visit';
  const drawStates = (node: AnyStateNode, indent: string): void => {
    for (const child of Object.values(node.states)) {
      if (Object.keys(child.states).length === 0) {
        lines.push(`${indent}${nameOf(child)} : ${child.key}`);
        continue;
      }
      lines.push(`${indent}state "${child.key}" as ${nameOf(child)} {`);
      const first = child.initial.target[0];
      if (first) lines.push(`${indent}  [*] --> ${nameOf(first)}`);
      drawStates(child, `${indent}  `);
      lines.push(`${indent}}`);
    }
  };
  const drawArrows = (node: AnyStateNode): void => {
    const arrows = new Map<string, string[]>();
    for (const transition of [...node.transitions.values()].flat().concat(node.always ?? [])) {
      const guard = transition.guard;
      const claim =
        typeof guard === 'string'
          ? guard
          : guard && typeof guard === 'object' && 'type' in guard
            ? String(guard.type)
            : null;
      const event = transition.eventType === '' ? 'always' : transition.eventType;
      for (const target of transition.target ?? []) {
        const key = `${nameOf(node)} --> ${nameOf(target)}`;
        arrows.set(key, [...(arrows.get(key) ?? []), claim ? `${event} [${claim}]` : event]);
      }
    }
    for (const [arrow, labels] of arrows) if (node.path.length > 0) lines.push(`  ${arrow} : ${labels.join('<br>')}`);
    Object.values(node.states).forEach(drawArrows);
  };
  const first = visitMachine.root.initial.target[0];
  if (first) lines.push(`  [*] --> ${nameOf(first)}`);
  drawStates(visitMachine.root, '  ');
  drawArrows(visitMachine.root);
  const everywhere = [...visitMachine.root.transitions.entries()].map(([event, transitions]) => {
    const targets = transitions.map(
      ({ target, guard }) =>
        `${guard ? `[${typeof guard === 'string' ? guard : ''}] ` : ''}${target?.map(nameOf).join() ?? 'stays'}`,
    );
    return `| \`${event}\` | ${targets.join('; ')} |`;
  });
  const table = [
    'Heard in every state, unless the state itself has another answer to it:',
    '',
    '| event | leads to |',
    '|---|---|',
    ...everywhere,
  ];
  return [...table, '', '```mermaid', ...lines, '```'].join('\n');
}

/** The readme with the diagram of today's machine in it. */
export function withDiagram(readme: string): string {
  const [before = '', rest = ''] = readme.split(START);
  const after = rest.split(END)[1] ?? '';
  return `${before}${START}\n${drawMachine()}\n${END}${after}`;
}

if (process.argv[1]?.endsWith('diagram.ts')) {
  const old = readFileSync(file, 'utf8');
  const fresh = withDiagram(old);
  if (process.argv.includes('--check')) {
    if (fresh !== old) {
      console.error(`${file} is stale: run \`npm run diagram\``);
      process.exitCode = 1;
    }
  } else writeFileSync(file, fresh);
}
