import type { IDataObject } from 'n8n-workflow';

import { jsonOf } from '../host/pelcroSandbox';
import {
	scriptedPelcro,
	type Received,
	type Reply,
	type ScriptedPelcro,
} from '../host/scriptedPelcro';
import { stopEngine } from '../host/workflowRun';

jest.setTimeout(60_000);

let pelcro: ScriptedPelcro;

afterEach(async () => await pelcro.close());
afterAll(async () => await stopEngine());

const parameters = {
	exportType: '={{ $json.of }}',
	dateFrom: '2026-01-01T00:00:00',
	dateTo: '2026-03-31T00:00:00',
	month: '2026-01',
	currency: 'usd',
	exportOutput: 'rows',
	maximumWait: 1,
	binaryPropertyName: 'data',
};
const items = [{ of: 'customers' }, { of: 'invoices' }];

const REFUSED: Reply = { status: 400, body: { message: 'Not now' }, delayMs: 300 };
const CSV: Reply = { headers: { 'content-type': 'text/csv' }, body: Buffer.from('id\n7\n') };

/** Makes an export at once; its ID is what it is of. */
async function start(special: (request: Received, count: number) => Reply | undefined) {
	const counts = new Map<string, number>();
	const finished: IDataObject[] = [];
	pelcro = await scriptedPelcro((request) => {
		const { method, path, body } = request;
		const name = `${method} ${path} ${String(body.object ?? '')}`;
		counts.set(name, (counts.get(name) ?? 0) + 1);
		const reply = special(request, counts.get(name) ?? 0);
		if (reply !== undefined) return reply;
		if (method === 'POST') {
			finished.push({ uuid: `x-${String(body.object)}`, finished_at: 1, failed_reason: null });
			return { body: { data: { uuid: `x-${String(body.object)}` } } };
		}
		return path === '/exports' ? { body: { data: finished } } : CSV;
	});
}

const requested = () =>
	pelcro.received.filter(({ method }) => method === 'POST').map(({ body }) => body.object);

describe('exports of a run that ends with another item', () => {
	it('are told with their IDs where Pelcro makes them', async () => {
		await start(({ body }) => (body.object === 'invoices' ? REFUSED : undefined));
		const { error } = await pelcro.run('export', 'exportAndWait', parameters, { items });
		expect(error?.message).toMatch(/Not now \[item 1\]/);
		expect(error?.description).toMatch(
			/Exports that Pelcro makes besides: item 0 \(ID x-customers\)\. Fetch them with the operation Download/,
		);
	});

	it('are told where their file was fetched, as Pelcro hands it out only once', async () => {
		await start(({ body }) =>
			body.object === 'invoices' ? { status: 400, body: {}, delayMs: 3_500 } : undefined,
		);
		const { error } = await pelcro.run('export', 'exportAndWait', parameters, { items });
		expect(error?.description).toMatch(
			/Exports that were fetched besides: item 0 \(ID x-customers\)\..*requested again/,
		);
		expect(error?.description).not.toMatch(/Leave these out/);
	});

	it('are told where nobody knows whether they were requested', async () => {
		await start(({ body }) => {
			if (body.object === 'invoices') return REFUSED;
			return body.object === 'refunds' ? { delayMs: 100, body: 'lost', breaksAfter: 1 } : undefined;
		});
		const { error } = await pelcro.run('export', 'exportAndWait', parameters, {
			items: [...items, { of: 'refunds' }],
		});
		expect(error?.message).toMatch(/Not now \[item 1\]/);
		expect(error?.description).toMatch(/Pelcro makes besides: item 0 \(ID x-customers\)/);
		expect(error?.description).toMatch(/Nobody knows whether these were carried out: item 2/);
	});
});

describe('n8n’s Retry On Fail of exports', () => {
	it('goes on waiting for the one that Pelcro makes already', async () => {
		await start(({ body }, count) =>
			body.object === 'invoices' && count === 1 ? REFUSED : undefined,
		);
		const { items: out, error } = await pelcro.run('export', 'exportAndWait', parameters, {
			items,
			tries: 3,
		});
		expect(error?.message).toBeUndefined();
		expect(jsonOf(out)).toEqual([{ id: '7' }, { id: '7' }]);
		expect(requested().sort()).toEqual(['customers', 'invoices', 'invoices']);
	});

	it('does not request again what may have been requested', async () => {
		await start(({ method }) => (method === 'POST' ? 'lost' : undefined));
		const { error } = await pelcro.run('export', 'exportAndWait', parameters, {
			items: items.slice(0, 1),
			tries: 3,
		});
		expect(error?.description).toMatch(/may have been carried out/);
		expect(requested()).toEqual(['customers']);
	});

	it('requests anew what Pelcro could not make, and what got lost on its way', async () => {
		const failed = { data: [{ uuid: 'x-customers', failed_reason: 'Out of paper' }] };
		await start(({ method, path }, count) => {
			if (method === 'GET' && path === '/exports' && count === 1) return { body: failed };
			// The file breaks off, and is gone then.
			if (path !== '/exports' && count === 1) return { ...(CSV as object), breaksAfter: 2 };
			return path !== '/exports' && count === 2 ? { status: 400, body: {} } : undefined;
		});
		const { items: out, error } = await pelcro.run('export', 'exportAndWait', parameters, {
			items: items.slice(0, 1),
			tries: 3,
		});
		expect(error?.message).toBeUndefined();
		expect(jsonOf(out)).toEqual([{ id: '7' }]);
		expect(requested()).toEqual(['customers', 'customers', 'customers']);
	});
});
