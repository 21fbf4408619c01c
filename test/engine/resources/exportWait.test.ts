import { testAccount, useSandbox } from '../host/pelcroSandbox';

useSandbox();

const DAY_MS = 86_400_000;

const WAITING = {
	exportType: 'customers',
	dateFrom: new Date(Date.now() - 150 * DAY_MS).toISOString(),
	dateTo: new Date(Date.now() + DAY_MS).toISOString(),
	maximumWait: 5,
	binaryPropertyName: 'data',
	exportOutput: 'file',
};

describe('Export: Export and Wait, by the clock as it is', () => {
	it('waits while it is made, and works on the site chosen in the options', async () => {
		const sites = await testAccount({ siteIds: [71, 72], exportDelayMs: 3000 });
		const { items, error } = await sites.run('export', 'exportAndWait', {
			...WAITING,
			options: { siteId: '72' },
		});
		expect(error).toBeUndefined();
		const [order, ...further] = await sites.sandbox.journal();
		expect(order?.body).toMatchObject({ site_id: 72 });
		// Two looks (after 2 and 5 seconds; a busy machine may come to the first one late enough), then the file.
		expect([2, 3]).toContain(further.length);
		expect(further.every(({ query }) => Number(query.site_id) === 72)).toBe(true);
		expect(items[0]?.binary?.data?.mimeType).toBe('text/csv');
	});

	it('stops waiting when the execution is stopped', async () => {
		const account = await testAccount({ exportDelayMs: 600_000 });
		const begin = Date.now();
		const { items } = await account.run('export', 'exportAndWait', WAITING, {
			onStarted: (stop) => setTimeout(stop, 500),
		});
		expect(items).toEqual([]);
		expect(Date.now() - begin).toBeLessThan(1800);
		const calls = (await account.sandbox.journal()).map(({ method }) => method);
		expect(calls).toEqual(['POST']);
	});
});
