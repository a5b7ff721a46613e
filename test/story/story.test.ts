import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, expect, it, onTestFailed } from 'vitest';
import { describeWithBrowser, launchBrowser, openContext } from '../support/browser.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { startServer } from '../support/start-server.ts';
import { ASKED, acceptRequest, askForVisit, goToDoor, importList, planWeek, publish, recordServed, see, signIn } from './acts.ts';
import { findVisit } from './find-visit.ts';

describeWithBrowser('the story, from a list of cases to a phone and back', () => {
  let server: ServerProcess;
  let desk: Page;
  let other: Page;
  let family: Page;
  const phones = new Map<string, Page>();

  beforeAll(async () => {
    // Few enough cases that there is room for everybody this week: whom the story follows is in any plan, however soon it is stopped.
    server = await startServer({ DEMO_CASES: '60' });
    const browser = await launchBrowser();
    const open = async (device: 'desktop' | 'phone'): Promise<Page> => {
      const context: BrowserContext = await openContext(browser, device, { baseURL: server.url });
      context.setDefaultTimeout(90_000);
      return context.newPage();
    };
    desk = await open('desktop');
    other = await open('desktop');
    family = await open('phone');
    // All six teams have their page open before anything is published.
    for (const login of ['to1', 'to2', 'to3', 'to4', 'to5', 'to6']) {
      const page = await open('phone');
      await signIn(page, login);
      await page.goto('/to');
      phones.set(login, page);
    }
  }, 300_000);

  it('is told', { timeout: 600_000 }, async () => {
    onTestFailed(async () => {
      const pages = new Map([['desk', desk], ['family', family], ...phones]);
      for (const [name, page] of pages) await page.screenshot({ path: `test-results/story-${name}.png` });
      console.log(server.output.slice(-4000));
    });
    await signIn(desk, 'dieuphoi');
    await importList(desk);

    // A family asks while the dispatcher looks at the inbox: it is there at once, without a reload.
    await desk.goto('/dieu-phoi/yeu-cau');
    const link = await askForVisit(family);
    await see(desk.getByText(ASKED.name));
    await desk.getByText(ASKED.name).first().click();
    await acceptRequest(desk);

    const firstPlanMs = await planWeek(desk);
    console.log(`first full plan on the screen ${Math.round(firstPlanMs)} ms after the click`);
    // Another dispatcher is about to publish the same draft; her screen says what happened, and cannot publish it again.
    await signIn(other, 'dieuphoi');
    await other.goto('/dieu-phoi/ke-hoach');
    await other.getByRole('button', { name: 'Công bố…' }).click();
    await see(other.getByRole('button', { name: /^Công bố cho \d+ tổ$/ }));
    await publish(desk);
    await see(other.getByText('Bản nháp này không còn nữa'));
    expect(await other.getByRole('button', { name: /^Công bố cho/ }).count()).toBe(0);
    // Behind the dialog that closed, nothing offers to publish what is published.
    expect(await desk.getByRole('button', { name: 'Công bố…' }).count()).toBe(0);

    // The team's page was open all the time; it shows the visit without a reload.
    const { assignmentId, teamLogin, date } = await findVisit(server.url, ASKED.name);
    const phone = phones.get(teamLogin)!;
    await see(phone.getByText(/Đã nhận \d+ việc|Đã nhận việc/));

    // The family's link shows the promise.
    await family.reload();
    await see(family.getByText(/sẽ đến .*, trong khoảng/));

    await desk.goto(`/dieu-phoi/toi-nay?ngay=${date}`);
    await desk.getByRole('tab', { name: 'Diễn biến' }).click();
    await goToDoor(phone, assignmentId);
    await recordServed(phone);
    // The planner sees it without a reload, the family when it looks. How soon is measured by the bench of the loop.
    await see(desk.getByText('Đã làm xong'));
    await family.goto(link);
    await family.reload();
    await see(family.getByText('Đã làm xong.'));

    // Nothing of all this stands in the server's log.
    expect(server.output).not.toMatch(/Truyện Kể|Cổng Làng|Phương Mai|900333444|0900 333 444/);
  });
});
