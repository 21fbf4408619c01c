import type { IDataObject } from 'n8n-workflow';

import { jsonOf, record } from '../../host/pelcroSandbox';
import { listPage, scriptedPelcro, type ScriptedPelcro } from '../../host/scriptedPelcro';
import { stopEngine } from '../../host/workflowRun';

/**
 * A Pelcro that leaves out what is empty, and whose list hides some attributes. Those that a change leaves out it
 * empties. Of all subscribers, the one that tells most otherwise has nothing of what is hidden.
 */

const CONSENT = ['consent_ip', 'consent_text', 'consent_type', 'consent_url'];

const subscribers = (): IDataObject[] =>
	Array.from({ length: 14 }, (_value, index) => ({
		id: index + 1,
		email: `r${index + 1}@example.com`,
		source: 'web',
		...(index === 0
			? { first_name: 'Nora', last_name: 'Reader', postal_code: 'H2X', lists: '1' }
			: { consent_text: `Yes, ${index + 1}`, consent_ip: '203.0.113.7' }),
	}));

let pelcro: ScriptedPelcro;
let stored: IDataObject[];

/** @param hidden attributes that the list does not show */
async function start(hidden: readonly string[]): Promise<void> {
	stored = subscribers();
	pelcro = await scriptedPelcro((request) => {
		const { method, path, query, body } = request;
		if (path === '/newsletters') {
			const shown = stored
				.filter(({ email }) => query.email === undefined || email === query.email)
				.map((one) =>
					Object.fromEntries(Object.entries(one).filter(([name]) => !hidden.includes(name))),
				);
			return listPage(shown, request);
		}
		const index = stored.findIndex(({ id }) => path === `/newsletters/${id}`);
		const found = stored[index];
		if (found === undefined) return { status: 404 };
		if (method === 'PUT') {
			const kept = Object.entries(found).filter(([name]) => !CONSENT.includes(name));
			stored[index] = { ...Object.fromEntries(kept), ...body };
		}
		return { body: { data: stored[index] } };
	});
}

afterEach(async () => await pelcro.close());
afterAll(async () => await stopEngine());

const items = subscribers().map(({ id }) => ({ id }));

const WRITES: Array<[string, IDataObject]> = [
	[
		'update',
		{
			newsletterId: { ...record(''), value: '={{ $json.id }}' },
			email: '=r{{ $json.id }}@example.com',
			subscriberSource: 'phone',
			updateFields: { firstName: '=N{{ $json.id }}' },
		},
	],
	[
		'upsert',
		{
			newsletterMatchBy: 'email',
			email: '=r{{ $json.id }}@example.com',
			subscriberSource: 'phone',
			additionalFields: { firstName: '=N{{ $json.id }}' },
		},
	],
];

describe.each(WRITES)('newsletter %s of many', (operation, parameters) => {
	it.each([
		['hides consent', CONSENT],
		['hides a part of it', ['consent_ip']],
		['hides nothing', []],
	])('keeps what each has of consent where the list %s', async (_what, hidden) => {
		await start(hidden);
		const { error, items: out } = await pelcro.run(
			'newsletter',
			operation,
			{ ...parameters } as never,
			{ items },
		);
		expect(error?.message).toBeUndefined();
		expect(jsonOf(out)).toHaveLength(14);
		expect(stored.map(({ consent_text: text, consent_ip: ip }) => [text, ip])).toEqual(
			subscribers().map(({ consent_text: text, consent_ip: ip }) => [text, ip]),
		);
		expect(pelcro.received.filter(({ method }) => method === 'PUT')).toHaveLength(14);
	});
});
