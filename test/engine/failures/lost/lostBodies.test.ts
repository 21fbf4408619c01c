import { gzipSync } from 'node:zlib';

import { jsonOf, record } from '../../host/pelcroSandbox';
import {
	listPage,
	scriptedPelcro,
	type Received,
	type ScriptedPelcro,
} from '../../host/scriptedPelcro';
import { stopEngine } from '../../host/workflowRun';

/** Answers whose beginning comes and whose end does not, and runs that end before their answers. */

let pelcro: ScriptedPelcro;

beforeEach(() => {
	// Without jitter nothing is waited for between two tries.
	jest.spyOn(Math, 'random').mockReturnValue(0);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await pelcro.close();
});
afterAll(async () => await stopEngine());

const oneSecond = { options: { timeout: 1 } };
const download = {
	exportId: '7c0d0d8e-8f8e-4c4e-9a34-111111111111',
	binaryPropertyName: 'data',
};
const csv = (content: Buffer, headers: Record<string, string> = {}) => ({
	headers: { 'content-type': 'text/csv', 'content-length': String(content.length), ...headers },
	body: content,
});

describe('an answer that stops coming in the middle of its body', () => {
	it.each([0, 1, 12])(
		'is asked for again where it was read: after %p bytes',
		async (stallsAfter) => {
			pelcro = await scriptedPelcro(() => ({
				body: { data: { id: 7, email: 'a@example.com' } },
				...(pelcro.received.length === 1 && { stallsAfter }),
			}));
			const { items, error } = await pelcro.run('customer', 'get', {
				customerId: record(7),
				...oneSecond,
			});
			expect(error).toBeUndefined();
			expect(jsonOf(items)).toMatchObject([{ id: 7 }]);
			expect(pelcro.received).toHaveLength(2);
		},
	);

	it.each([0, 1, 12])('is no success of a change: after %p bytes', async (stallsAfter) => {
		pelcro = await scriptedPelcro(() => ({ body: { message: 'Voided.' }, stallsAfter }));
		const { items, error } = await pelcro.run('invoice', 'payOffline', {
			invoiceId: record(7),
			paymentReference: 'Check 7',
			...oneSecond,
		});
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/may have been carried out/);
		expect(pelcro.received).toHaveLength(1);
	});

	it('is fetched again where it is a file', async () => {
		const file = Buffer.alloc(50_000, 'a,b\n');
		pelcro = await scriptedPelcro(() => ({
			...csv(file),
			...(pelcro.received.length === 1 && { stallsAfter: 20_000 }),
		}));
		const { items, error } = await pelcro.run('export', 'download', { ...download, ...oneSecond });
		expect(error).toBeUndefined();
		expect(items[0]?.json.fileSize).toBe(50_000);
	});
});

describe('a file that comes compressed although that was declined', () => {
	const gzipped = { 'content-encoding': 'gzip' };
	const rows = Buffer.from(Array.from({ length: 20_000 }, (_row, n) => `${n},reader\n`).join(''));

	it('is taken as it is where it is whole', async () => {
		pelcro = await scriptedPelcro(() => csv(gzipSync(rows), gzipped));
		const { items, error } = await pelcro.run('export', 'download', download);
		expect(error).toBeUndefined();
		expect(items[0]?.json.fileSize).toBe(rows.length);
		expect(pelcro.received).toHaveLength(1);
	});

	it('is fetched again where the connection breaks in the middle', async () => {
		const whole = gzipSync(rows);
		pelcro = await scriptedPelcro(() => ({
			...csv(whole, gzipped),
			...(pelcro.received.length === 1 && { breaksAfter: 20_000 }),
		}));
		const { items, error } = await pelcro.run('export', 'download', download);
		expect(error).toBeUndefined();
		expect(items[0]?.json.fileSize).toBe(rows.length);
		expect(pelcro.received).toHaveLength(2);
	});
});

describe('a run that is stopped while pages of its list wait', () => {
	const readers = Array.from({ length: 900 }, (_reader, index) => ({ id: index + 1 }));
	const getAll = { returnAll: true };
	const unhandled: unknown[] = [];
	const note = (error: unknown): void => void unhandled.push(error);
	beforeEach(() => {
		unhandled.length = 0;
		process.on('unhandledRejection', note);
	});
	afterEach(() => process.off('unhandledRejection', note));

	it.each([
		['for their answers', 100_000],
		['for the limit', 3],
	])('%s: leaves nothing behind', async (_what, requestsPerMinute) => {
		let stop = (): void => {};
		let answerRest = (): void => {};
		const rest = new Promise<void>((resolve) => (answerRest = resolve));
		pelcro = await scriptedPelcro(async (request: Received) => {
			if (pelcro.received.length === 3) setTimeout(stop, 100);
			if (request.query.page !== '1') await rest;
			return listPage(readers, request);
		});
		const credentials = { ...pelcro.credentials(), requestsPerMinute };
		const { items } = await pelcro.run('customer', 'getAll', getAll, {
			credentials,
			onStarted: (cancel) => (stop = cancel),
		});
		expect(items).toEqual([]);
		const sent = pelcro.received.length;
		answerRest();
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(unhandled).toEqual([]);
		expect(pelcro.received).toHaveLength(sent);
	});
});

it('eighteen downloads that take long keep no call waiting', async () => {
	let finish = (): void => {};
	const finished = new Promise<void>((resolve) => (finish = resolve));
	let begin = (): void => {};
	const begun = new Promise<void>((resolve) => (begin = resolve));
	pelcro = await scriptedPelcro(async ({ path }) => {
		if (!path.startsWith('/exports')) return { body: { data: { id: 7 } } };
		if (pelcro.received.length === 4) begin();
		await finished;
		return csv(Buffer.alloc(2_000, 'a,b\n'));
	});
	const items = Array.from({ length: 6 }, () => ({}));
	const downloads = [1, 2, 3].map(
		// The limiter's timer for the wait is what the test's process has to wait for at its end.
		async () =>
			await pelcro.run(
				'export',
				'download',
				{ ...download, options: { maximumWait: 0.5 } },
				{ items },
			),
	);
	await begun;
	const { error } = await pelcro.run('customer', 'get', { customerId: record(7) });
	finish();
	expect(error).toBeUndefined();
	const ends = await Promise.all(downloads);
	expect(ends.map((end) => [end.error, end.items.length])).toEqual(ends.map(() => [undefined, 6]));
}, 60_000);
