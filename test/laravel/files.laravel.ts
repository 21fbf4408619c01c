import { freshLaravel, run, seen, useLaravel } from './server/laravelAccount';

useLaravel();

const DAY_MS = 86_400_000;
const order = {
	exportType: 'customers',
	dateFrom: new Date(Date.now() - 30 * DAY_MS).toISOString(),
	dateTo: new Date().toISOString(),
};

const textOf = (base64 = '') => Buffer.from(base64, 'base64').toString('utf8');

describe('exports', () => {
	it('are requested, waited for and fetched', async () => {
		await freshLaravel();
		const { items, error } = await run('export', 'exportAndWait', {
			...order,
			exportOutput: 'file',
			maximumWait: 30,
			binaryPropertyName: 'data',
		});
		expect(error).toBeUndefined();
		expect(textOf(items[0]?.binary?.data?.data)).toMatch(/^id,email\n10001,/);
		expect((await seen()).map(({ method }) => method)).toContain('POST');
	});

	it('come out as rows', async () => {
		await freshLaravel();
		const { items, error } = await run('export', 'exportAndWait', {
			...order,
			exportOutput: 'rows',
			maximumWait: 30,
			binaryPropertyName: 'data',
		});
		expect(error).toBeUndefined();
		expect(items).toHaveLength(20);
	});

	it('are fetched by their ID', async () => {
		await freshLaravel();
		const { items: made } = await run('export', 'create', order);
		const exportId = String(made[0]?.json.uuid);
		const { items, error } = await run('export', 'download', {
			exportId,
			binaryPropertyName: 'data',
		});
		expect(error).toBeUndefined();
		expect(textOf(items[0]?.binary?.data?.data).trim().split('\n')).toHaveLength(21);
		expect((await seen()).at(-1)?.path).toBe(`/exports/${exportId}`);
	});
});
