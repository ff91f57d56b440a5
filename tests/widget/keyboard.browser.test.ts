import type { FrameLocator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chatFrame, hasChromium, hostSite } from './support/browser.ts';
import { shared } from './support/shared.ts';

const { browser, server } = await shared();

describe.skipIf(!hasChromium)('by keyboard and by ear', () => {
  async function onPage(work: (page: Page, chat: FrameLocator) => Promise<void>): Promise<void> {
    const site = await hostSite(
      `<body><a href="#x">A link</a><script src="${server.url}/widget.js" data-clinic="harbor-foot-spine" async></script>`,
    );
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.getByRole('button', { name: /^Chat with/ }).waitFor();
    await work(page, page.frameLocator('iframe'));
    await page.close();
    await site.close();
  }
  /** The focused thing in the chat, by its name; every one of them must show that it has the focus. */
  const focused = (page: Page): Promise<string> =>
    chatFrame(page).evaluate(() => {
      const at = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(at ?? document.body);
      const name = at?.getAttribute('aria-label') || at?.textContent || at?.id || '';
      return outlineStyle === 'none' || outlineWidth === '0px' ? `${name} (not shown)` : name;
    });
  const tabTo = async (page: Page, name: string, key = 'Tab'): Promise<void> => {
    for (let presses = 0; presses < 25; presses++) {
      const at = await focused(page);
      if (at.startsWith(name)) return expect(at).not.toContain('(not shown)');
      await page.keyboard.press(key);
    }
    throw new Error(`no way to ${name}`);
  };

  it('goes everywhere without a mouse, sees where it is, and comes back', () =>
    onPage(async (page, chat) => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await chat.getByText('I am an automated assistant').waitFor();
      await page.keyboard.type('Can flat feet cause back pain?');
      await page.keyboard.press('Enter');
      await chat.getByText('They can contribute.').waitFor();

      await tabTo(page, 'General information', 'Shift+Tab');
      await page.keyboard.press('Enter');
      await chat.getByText('most need no treatment').waitFor();
      await tabTo(page, 'Enlarge', 'Shift+Tab');
      await page.keyboard.press('Enter');
      await chat.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await tabTo(page, 'Enlarge');

      await tabTo(page, 'More', 'Shift+Tab');
      await page.keyboard.press('Enter');
      await tabTo(page, 'Start over');
      await page.keyboard.press('Enter');
      expect(await focused(page)).toBe('Start over');
      await page.keyboard.press('Enter');
      await chat.getByText('All right, from the beginning.').waitFor();

      await page.keyboard.type('everything feels numb');
      await page.keyboard.press('Enter');
      await chat.getByRole('alert').waitFor();
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('Call 911');
      await tabTo(page, 'I am getting help');
      await page.keyboard.press('Enter');
      await chat.locator('.mine', { hasText: 'I am getting help' }).waitFor();

      await tabTo(page, 'Close the chat', 'Shift+Tab');
      await page.keyboard.press('Enter');
      await page.locator('section.panel').waitFor({ state: 'hidden' });
      const back = await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.className);
      expect(back).toBe('launcher');
      await page.keyboard.press('Shift+Tab');
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('A link');
    }));

  it('puts what is typed into the box when the focus is nowhere, as it is in Safari at first', () =>
    onPage(async (page, chat) => {
      await page.getByRole('button', { name: /^Chat with/ }).click();
      await chat.getByText('I am an automated assistant').waitFor();
      await chat.locator('#box').blur();
      await page.keyboard.press('Control+a');
      expect(await chatFrame(page).evaluate(() => document.activeElement?.tagName)).toBe('BODY');
      await page.keyboard.type('Can flat feet');
      expect(await chat.locator('#box').inputValue()).toBe('Can flat feet');
    }));

  it('tells which choices there are, and only as long as they can be chosen', () =>
    onPage(async (page, chat) => {
      await page.getByRole('button', { name: /^Chat with/ }).click();
      await chat.getByText('Choices: Ask a question; Check my symptoms; Book an appointment.').waitFor();
      await page.keyboard.type('Can flat feet cause back pain?');
      await page.keyboard.press('Enter');
      await chat.getByText('Choices: Do inserts help?; Who should I see?.').waitFor();
      expect(await chat.getByText(/^Choices: /).count()).toBe(1);
      await page.keyboard.type('answer me later');
      await page.keyboard.press('Enter');
      await chat.getByText('Here I am.').waitFor();
      expect(await chat.getByText(/^Choices: /).count()).toBe(0);
    }));

  it('reads as a page with one heading, a log, choices and a form', () =>
    onPage(async (page, chat) => {
      await page.getByRole('button', { name: /^Chat with/ }).click();
      await chat.getByText('I am an automated assistant').waitFor();
      expect(await page.locator('plumbline-chat').ariaSnapshot()).toBe(
        ['- region "Chat with Harbor Foot & Spine":', '  - iframe', '  - button "Close the chat" [expanded]'].join(
          '\n',
        ),
      );
      const shape = (await chat.locator('body').ariaSnapshot())
        .split('\n')
        .filter((line) => !/- (text:|strong|paragraph)/.test(line))
        .join('\n');
      expect(shape).toBe(`- banner:
  - heading "Harbor Foot & Spine" [level=1]
  - button "More"
  - button "Close the chat"
- region "Emergencies":
  - link "Call 911":
    - /url: tel:911
- main "Conversation":
  - log "Messages":
      - link "911":
        - /url: tel:911
  - group "Choices":
    - button "Ask a question"
    - button "Check my symptoms"
    - button "Book an appointment"
- status
- form "Write to the assistant":
  - textbox "Your message":
    - /placeholder: Type your question…
  - button "Send" [disabled]
- contentinfo: General information, not a diagnosis`);
    }));

  it('names an emergency, what to do and what else can be said', () =>
    onPage(async (page, chat) => {
      await page.getByRole('button', { name: /^Chat with/ }).click();
      await chat.getByText('I am an automated assistant').waitFor();
      await page.keyboard.type('everything feels numb');
      await page.keyboard.press('Enter');
      const card = chat.getByRole('alert', { name: 'Call 911 now' });
      await card.waitFor();
      expect(await card.ariaSnapshot()).toMatch(
        /- alert "Call 911 now":\n {2}- heading "Call 911 now" \[level=2\]\n[\s\S]*- link "Call 911":\n[\s\S]*Choices: I am getting help; That is not what I meant\./,
      );
    }));
});
