import type { About, Fact, Link, Option, Picture, Reply } from '../replies/reply.ts';
import { capabilities } from './capabilities.ts';
import { isSafe, literal, markdownLink } from './markdown.ts';
import { pictureAddress } from './picture-address.ts';
import { aboutHead } from './render-plain.ts';
import { words } from './words.ts';

/** An element or action of an Adaptive Card. */
export type CardPart = Readonly<Record<string, unknown>>;
/** An Adaptive Card. */
export interface Card extends CardPart {
  readonly type: 'AdaptiveCard';
  readonly version: string;
  readonly body: readonly CardPart[];
  readonly actions: readonly CardPart[];
}

const { buttons: MOST_BUTTONS, card: VERSION } = capabilities.msteams;
/** More choices than this, in a question, are picked from a list and sent. */
const MOST_PRESSED = 3;

/** Whether an answer helped is told apart from what to do next. */
const RATING = ['helped', 'did-not-help'];

/** A reply as an Adaptive Card. `chosen`: the label that was picked; then the choices are gone. */
export function teamsCard(reply: Reply, publicUrl: string | null, chosen: string | null): Card {
  const { kind, options, links, about, facts = [], picture } = reply;
  const body: CardPart[] = [
    stand(reply),
    ...(picture && publicUrl ? pictureParts(picture, publicUrl) : []),
    ...(facts.length > 0 ? [factSet(facts)] : []),
    ...(about ? aboutParts(about) : []),
  ];
  const rating = options.filter(({ id }) => RATING.includes(id));
  const choices = options.filter(({ id }) => !RATING.includes(id));
  const isQuestion = kind === 'plain' && links.length === 0;
  const listed = choices.length > (isQuestion ? MOST_PRESSED : MOST_BUTTONS);
  if (options.length > 0 && chosen !== null) body.push(textBlock(words.chosen(literal(chosen)), { weight: 'Bolder' }));
  else {
    if (rating.length > 0) body.push({ type: 'ActionSet', actions: rating.map((option) => press(option, reply)) });
    if (listed) body.push(choiceSet(choices));
  }
  const actions = chosen !== null ? [] : listed ? [sendAction(reply)] : choices.map((option) => press(option, reply));
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: VERSION,
    body,
    actions,
  };
}

const COLORS = { emergency: 'attention', urgent: 'warning', soon: 'accent' } as const;

/** Who speaks, the heading, the words and the links; in the color of their urgency. */
function stand({ kind, from, heading, text, links }: Reply): CardPart {
  const color = kind in COLORS ? COLORS[kind as keyof typeof COLORS] : null;
  return {
    type: 'Container',
    ...(color && { style: color, bleed: true }),
    items: [
      ...(from ? [textBlock(literal(from), { weight: 'Bolder', size: 'Small' })] : []),
      ...(heading ? [textBlock(`**${heading}**`, { size: 'Large', style: 'heading' })] : []),
      ...lines(text),
      ...links.filter(isSafe).map((link) => linkBlock(link, kind)),
    ],
  };
}

/** A block a line: cards join lines, and paragraphs keep their distance. */
function lines(text: string): CardPart[] {
  return text
    .split('\n\n')
    .flatMap((paragraph) =>
      paragraph.split('\n').map((line, index) => textBlock(line, index === 0 ? {} : { spacing: 'None' })),
    );
}

const linkBlock = (link: Link, kind: Reply['kind']): CardPart =>
  textBlock(markdownLink(link), kind === 'emergency' ? { size: 'Large', weight: 'Bolder' } : {});

const textBlock = (text: string, more: CardPart = {}): CardPart => ({ type: 'TextBlock', text, wrap: true, ...more });

const pictureParts = (picture: Picture, publicUrl: string): CardPart[] => [
  { type: 'Image', url: pictureAddress(picture, publicUrl), altText: picture.alt },
  textBlock(picture.title, { size: 'Small' }),
];

const factSet = (facts: readonly Fact[]): CardPart => ({
  type: 'FactSet',
  facts: facts.map(({ label, value }) => ({ title: label, value: literal(value) })),
});

/** One small line that opens to the sources. */
function aboutParts(about: About): CardPart[] {
  const named = new Map(about.sources.map(({ name, url }) => [name, url]));
  const line = (text: string) => textBlock(text, { size: 'Small', isSubtle: true });
  if (named.size === 0) return [line(aboutHead(about))];
  return [
    {
      type: 'Container',
      separator: true,
      items: [line(words.opens(aboutHead(about)))],
      selectAction: { type: 'Action.ToggleVisibility', title: words.showSources, targetElements: ['sources'] },
    },
    {
      type: 'Container',
      id: 'sources',
      isVisible: false,
      spacing: 'None',
      items: [...named].map(([name, url]) =>
        textBlock(
          url && isSafe({ label: name, href: url }) ? markdownLink({ label: name, href: url }) : literal(name),
          {
            size: 'Small',
            spacing: 'None',
          },
        ),
      ),
    },
  ];
}

const choiceSet = (options: readonly Option[]): CardPart => ({
  type: 'Input.ChoiceSet',
  id: 'choice',
  style: 'expanded',
  label: words.choices,
  isRequired: true,
  errorMessage: words.pickOne,
  choices: options.map(({ label }) => ({ title: label, value: label })),
});

const sendAction = ({ id }: Reply): CardPart => ({ type: 'Action.Submit', title: words.send, data: { plumbline: id } });

const press = ({ label }: Option, { id }: Reply): CardPart => ({
  type: 'Action.Submit',
  title: label,
  data: { plumbline: id, choice: label },
});
