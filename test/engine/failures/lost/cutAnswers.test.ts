import { randomBytes } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { jsonOf, record } from '../../host/pelcroSandbox';
import { scriptedPelcro, type Reply, type ScriptedPelcro } from '../../host/scriptedPelcro';
import { stopEngine } from '../../host/workflowRun';

/**
 * Answers of which only the beginning is there although their transfer ends well, and answers that only look so. n8n's
 * own helper unpacks what is compressed, and says nothing of an archive without its end.
 */

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

const download = {
	exportId: '7c0d0d8e-8f8e-4c4e-9a34-111111111111',
	binaryPropertyName: 'data',
};
const rows = Buffer.from(
	`id,name,note\n${Array.from({ length: 5_000 }, (_row, n) => `${n},"Reader, ${n}",n${n * 7919}\n`).join('')}`,
);
/** Its first bytes are those of an archive, the rest does not compress. */
const archive = Buffer.concat([
	Buffer.from('PK\u0003\u0004'),
	randomBytes(40_000),
	Buffer.from('PK\u0005\u0006'),
	Buffer.alloc(18),
]);

type Packing = (content: Buffer) => { content: Buffer; headers: Record<string, string> };
const PACKINGS: Record<string, Packing> = {
	plain: (content) => ({ content, headers: {} }),
	gzip: (content) => ({ content: gzipSync(content), headers: { 'content-encoding': 'gzip' } }),
	brotli: (content) => ({
		content: brotliCompressSync(content),
		headers: { 'content-encoding': 'br' },
	}),
};
const packings = Object.keys(PACKINGS);

/** A file of which so much comes, in a transfer that ends well. */
function file(whole: Buffer, packing: string, share = 1, withLength = false): Reply {
	const { content, headers } = PACKINGS[packing]?.(whole) ?? { content: whole, headers: {} };
	const body = content.subarray(0, Math.floor(content.length * share));
	return {
		headers: {
			'content-type': 'application/force-download',
			...headers,
			...(withLength && { 'content-length': String(body.length) }),
		},
		body,
	};
}

describe.each(packings)('a download, %s', (packing) => {
	it.each([
		['a table', rows],
		['an archive that does not compress', archive],
		['bytes that say nothing', randomBytes(5_000)],
		['a small table', Buffer.from('id,name\n1,Anna\n')],
		['a table without a last line end', Buffer.from('id,name\n1,"An\nna"')],
		['a table with a quote in a field', Buffer.from('id,name\n1,5" pipe')],
		['a list in JSON', Buffer.from('[1, 2]')],
	])('is taken where it is whole: %s', async (_what, whole) => {
		for (const withLength of [false, true]) {
			pelcro = await scriptedPelcro(() => file(whole, packing, 1, withLength));
			const { items, error } = await pelcro.run('export', 'download', download);
			expect(error?.message).toBeUndefined();
			expect(items[0]?.json.fileSize).toBe(whole.length);
			expect(pelcro.received).toHaveLength(1);
			await pelcro.close();
		}
	});

	it.each([
		['a table', rows],
		['an archive', archive],
	])(
		'is fetched again, or told, where it was cut, however it is framed: %s',
		async (_what, whole) => {
			for (const withLength of [false, true]) {
				for (const share of [0.0001, 0.2, 0.5, 0.8]) {
					pelcro = await scriptedPelcro(() =>
						file(whole, packing, pelcro.received.length === 1 ? share : 1, withLength),
					);
					const { items, error, hints } = await pelcro.run('export', 'download', download);
					expect([share, error?.message]).toEqual([share, undefined]);
					const told = whole === rows && hints.some((hint) => hint.includes('without a line end'));
					expect([share, told || items[0]?.json.fileSize]).toEqual([share, told || whole.length]);
					await pelcro.close();
				}
			}
		},
	);
});

it('a download that is always cut fails, and says so', async () => {
	pelcro = await scriptedPelcro(() => file(archive, 'gzip', 0.5));
	const { items, error } = await pelcro.run('export', 'download', download);
	expect(items).toEqual([]);
	expect(error?.message).toBe('Only the beginning of Pelcro’s answer came');
	expect(pelcro.received).toHaveLength(5);
});

it('an empty file is taken where the answer says that it is empty', async () => {
	const empty: Reply = {
		headers: { 'content-type': 'text/csv', 'content-length': '0' },
		body: Buffer.alloc(0),
	};
	pelcro = await scriptedPelcro(() => empty);
	const { items, error } = await pelcro.run('export', 'download', download);
	expect(error?.message).toBeUndefined();
	expect(items[0]?.json.fileSize).toBe(0);
});

describe('an answer in JSON', () => {
	const customer = Buffer.from(
		JSON.stringify({
			data: { id: 7, email: 'a@example.com', note: randomBytes(900).toString('hex') },
		}),
	);
	const answer = (content: Buffer, cut: number): Reply => ({
		headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
		body: gzipSync(content).subarray(0, cut),
	});

	it.each([0, 5, 10, 12, 300, 900])('is asked for again where %p bytes of it come', async (cut) => {
		pelcro = await scriptedPelcro(() =>
			answer(customer, pelcro.received.length === 1 ? cut : Infinity),
		);
		const { items, error } = await pelcro.run('customer', 'get', { customerId: record(7) });
		expect(error?.message).toBeUndefined();
		expect(jsonOf(items)).toMatchObject([{ id: 7 }]);
		expect(pelcro.received).toHaveLength(2);
	});

	it.each([0, 5, 10, 12, 20])('is no success of a change: %p bytes', async (cut) => {
		pelcro = await scriptedPelcro(() => answer(Buffer.from('{"message":"Voided."}'), cut));
		const { items, error } = await pelcro.run('invoice', 'payOffline', {
			invoiceId: record(7),
			paymentReference: 'Check 7',
		});
		expect(items).toEqual([]);
		expect(error?.message).toMatch(/may have been carried out/);
		expect(pelcro.received).toHaveLength(1);
	});

	it.each([
		['none', { status: 204, headers: {}, body: '' }],
		['an empty text', { headers: { 'content-type': 'text/html' }, body: '' }],
		['null', { headers: { 'content-type': 'application/json' }, body: 'null' }],
		['of no length', { headers: { 'content-length': '0' }, body: '' }],
	])('may be empty where it says so: %s', async (_what, reply) => {
		pelcro = await scriptedPelcro(() => reply);
		const { error } = await pelcro.run('invoice', 'void', { invoiceId: record(7) });
		expect(error?.message).toBeUndefined();
		expect(pelcro.received).toHaveLength(1);
	});
});
