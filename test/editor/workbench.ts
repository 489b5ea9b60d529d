// Page object for the workbench of VS Code 1.139: every selector of the tests is in this file.
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { until } from './harness/until';

export class Workbench {
  constructor(readonly page: Page) {}

  async ready(): Promise<this> {
    await this.page.locator('.monaco-workbench .part.statusbar').waitFor();
    return this;
  }

  /** Runs a command by its title in the palette, which is opened anew until it has that row: it never learns of later ones. */
  async command(title: string): Promise<void> {
    const row = this.#quickInputRow(title);
    await until(async () => {
      await this.#openQuickInput('F1');
      await this.#input.fill(`>${title}`);
      if (await appears(row, 3000)) return true;
      await this.page.keyboard.press('Escape');
      await this.#input.waitFor({ state: 'hidden' });
      return false;
    }, { what: () => `the command ${title}` });
    await row.click();
  }

  /** Opens a file by name; the name must be the only such one in the folder. */
  async openFile(name: string): Promise<void> {
    await this.#openQuickInput('Control+P');
    await this.pick(name, name);
    await this.activeTab(name).waitFor();
    await this.page.locator('.editor-instance .monaco-editor .view-line').first().waitFor();
  }

  activeTab(name: string): Locator {
    return this.page.locator(`.tabs-container .tab[data-resource-name="${name}"].active`);
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget').filter({ visible: true });
  }

  /** Types into the open quick input, waits for the row that is meant, and accepts it. */
  async pick(text: string, row: string): Promise<void> {
    await this.#input.fill(text);
    await this.#quickInputRow(row).click();
  }

  /** Waits for the question, clears the box, types the answer and accepts it. */
  async answer(question: RegExp, text: string): Promise<void> {
    await this.question(question);
    await this.#input.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Waits until the quick input asks that, in its title, its prompt or its placeholder. */
  async question(question: RegExp): Promise<void> {
    const asked = async (): Promise<string> => {
      if (!(await this.#input.isVisible())) return '';
      return `${await this.quickInput.innerText()} ${await this.#input.getAttribute('placeholder')}`;
    };
    await until(async () => question.test(await asked()), { what: async () => `the question ${question}, the quick input says: ${await asked()}` });
  }

  /** Puts the cursor at a line and column, both 1-based. */
  async goTo(line: number, column: number): Promise<void> {
    await this.#openQuickInput('Control+G');
    await this.#input.fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.#input.waitFor({ state: 'hidden' });
    const position = this.page.locator('.statusbar-item', { hasText: /^Ln \d+, Col/ });
    const wanted = `Ln ${line}, Col ${column}`;
    await until(async () => (await position.innerText()).includes(wanted), { what: () => wanted });
  }

  squiggles(severity: 'error' | 'warning' | 'info'): Locator {
    return this.page.locator(`.editor-instance .squiggly-${severity}`);
  }

  async waitForSquiggles(severity: 'error' | 'warning' | 'info', count: number): Promise<void> {
    const found = this.squiggles(severity);
    await until(async () => (await found.count()) === count,
      { what: async () => `${count} ${severity} squiggles, there are ${await found.count()}` });
  }

  /** Opens the Problems panel and waits for a row with that text. @returns all rows. */
  async problems(text: RegExp): Promise<string[]> {
    const panel = this.page.locator('.markers-panel');
    if (!(await panel.isVisible())) await this.page.keyboard.press('Control+Shift+M');
    await panel.waitFor();
    const rows = panel.locator('.monaco-list-row');
    await until(async () => (await rows.allInnerTexts()).some((row) => text.test(row)),
      { what: async () => `${text} in the Problems panel, which has: ${(await rows.allInnerTexts()).join(' | ')}` });
    return rows.allInnerTexts();
  }

  /** How many errors and warnings the status bar counts. */
  async problemCount(): Promise<number> {
    const label = (await this.page.locator('[id="status.problems"] a').getAttribute('aria-label')) ?? '';
    return [...label.matchAll(/(?:Errors|Warnings): (\d+)/g)].reduce((all, [, count]) => all + Number(count), 0);
  }

  /**
   * Goes to the first problem of the open Problems panel, as soon as that is not `previous`: the panel lags behind the editor.
   * @returns file and text of the problem.
   */
  async goToFirstProblem(previous?: string): Promise<string> {
    const rows = this.page.locator('.markers-panel .monaco-list-row');
    const first = async (): Promise<string> => (await rows.allInnerTexts()).slice(0, 2).join('\n');
    const problem = await until(async () => { const now = await first(); return /\[Ln/.test(now) && now !== previous && now; },
      { what: async () => `another first problem than ${await first()}` });
    await rows.nth(1).dblclick();
    return problem;
  }

  /** Rests the mouse on a problem in the open Problems panel until its whole text is shown. @returns that text. */
  async hoverProblem(text: RegExp): Promise<string> {
    await this.page.locator('.markers-panel .monaco-list-row .marker-message-line', { hasText: text }).first().hover();
    const tooltip = this.page.locator('.workbench-hover-container').filter({ visible: true });
    await tooltip.waitFor();
    return tooltip.innerText();
  }

  /** Rests the mouse on a squiggle until its message is shown, with `text` in it: its parts come one by one. @returns the message. */
  async hoverSquiggle(severity: 'error' | 'warning' | 'info', text = /./): Promise<string> {
    const hover = this.page.locator('.monaco-resizable-hover .hover-contents').filter({ visible: true });
    const box = await this.squiggles(severity).first().boundingBox();
    assert.ok(box, 'the squiggle is not visible');
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
    await hover.first().waitFor();
    const shown = async (): Promise<string> => (await hover.allInnerTexts()).join('\n');
    await until(async () => text.test(await shown()), { what: async () => `${text} in the hover, which says: ${await shown()}` });
    return shown();
  }

  /**
   * Opens the Quick Fix menu at the cursor. With the menu open Ctrl+. means "accept", so it is pressed again only when the
   * menu did not come: a key that is pressed while the focus is on its way back from the quick input gets lost.
   * @returns the titles.
   */
  async quickFixes(): Promise<string[]> {
    await this.page.locator('.editor-instance .monaco-editor.focused').waitFor();
    await this.#lightBulb.first().waitFor();
    const titles = this.#fixMenu.locator('.monaco-list-row.action .title');
    await this.#pressUntilVisible('Control+.', titles.first());
    return titles.allInnerTexts();
  }

  /** Chooses the first entry of the open Quick Fix menu that has such a title. */
  async applyFix(title: RegExp): Promise<void> {
    await this.#fixMenu.locator('.monaco-list-row.action', { hasText: title }).first().click();
    await this.#fixMenu.waitFor({ state: 'hidden' });
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tabs-container .tab.active:not(.dirty)').waitFor();
  }

  async saveAll(): Promise<void> {
    const dirty = this.page.locator('.tabs-container .tab.dirty');
    await this.command('File: Save All Files');
    await until(async () => (await dirty.count()) === 0, { what: async () => `saved files, unsaved are: ${await dirty.allInnerTexts()}` });
  }

  async focusEditor(): Promise<void> {
    await this.page.locator('.editor-instance .view-lines').first().click();
  }

  /** The lines of the active editor that are on the screen, from top to bottom. */
  async lines(): Promise<string[]> {
    const shown = await this.page.locator('.editor-instance .view-line').evaluateAll((lines) =>
      // Lines are placed in any order, and their spaces do not break.
      lines.map((line) => ({ top: parseFloat(line.style.top), text: (line.textContent ?? '').replaceAll('\u00a0', ' ') })));
    return shown.sort((a, b) => a.top - b.top).map(({ text }) => text);
  }

  /** Waits until the active editor shows a line like that. */
  async line(wanted: RegExp): Promise<void> {
    await until(async () => (await this.lines()).some((text) => wanted.test(text)), { what: async () => `${wanted} in\n${(await this.lines()).join('\n')}` });
  }

  /** Follows the first link with that text in the active editor: Ctrl and a click. */
  async followLink(text: string): Promise<void> {
    const link = this.page.locator('.editor-instance .detected-link', { hasText: text }).first();
    await link.waitFor();
    await link.click({ modifiers: ['Control'] });
  }

  /** The colour of each differently coloured part of the first line that contains `word`, as the theme paints it. */
  async colours(word: string): Promise<{ text: string; colour: string }[]> {
    const line = this.page.locator('.editor-instance .view-line', { hasText: word }).first();
    return line.locator('span > span').evaluateAll((parts) =>
      parts.map((part) => ({ text: (part.textContent ?? '').replaceAll('\u00a0', ' '), colour: part.ownerDocument.defaultView?.getComputedStyle(part).color ?? '' })));
  }

  /** Opens the language status popup of the active editor and waits for that text in it. */
  async languageStatus(text: RegExp): Promise<string> {
    await this.page.locator('[id="status.languageStatus"]').hover();
    const shown = this.page.locator('.hover-language-status', { hasText: text }).first();
    await shown.waitFor();
    return shown.innerText();
  }

  notification(text: RegExp): Locator {
    return this.page.locator('.notification-toast', { hasText: text });
  }

  /** A modal question in the middle of the window, and its button. */
  dialogButton(title: RegExp): Locator {
    return this.page.locator('.monaco-dialog-box .monaco-button', { hasText: title });
  }

  statusBarItem(text: RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: text });
  }

  #quickInputRow(text: string): Locator {
    return this.page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).first();
  }

  get #input(): Locator {
    return this.page.locator('.quick-input-widget input[type="text"]:visible').first();
  }

  // A plain `.action-widget` would match a hidden submenu as well.
  get #fixMenu(): Locator {
    return this.page.locator('.context-view > .action-widget');
  }

  get #lightBulb(): Locator {
    return this.page.locator('.editor-instance .lightBulbWidget, .editor-instance .glyph-margin-widgets [class*="lightbulb"]').filter({ visible: true });
  }

  async #openQuickInput(key: string): Promise<void> {
    await this.#pressUntilVisible(key, this.#input);
  }

  // A key can get lost while the window starts or the focus moves.
  async #pressUntilVisible(key: string, wanted: Locator): Promise<void> {
    for (let tries = 0; tries < 5; tries++) {
      await this.page.keyboard.press(key);
      if (await appears(wanted, 3000)) return;
    }
    assert.fail(`${key} opened nothing`);
  }
}

async function appears(wanted: Locator, timeout: number): Promise<boolean> {
  try {
    await wanted.waitFor({ timeout });
    return true;
  } catch {
    return false;
  }
}
