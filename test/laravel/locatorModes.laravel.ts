import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { resources } from '../../nodes/Pelcro/resources';
import { jsonOf, record } from '../engine/host/pelcroSandbox';
import { ask, freshLaravel, run, useLaravel } from './server/laravelAccount';
import type { Switches } from './server/laravelServer';

/** Every way to choose a record by what people know of it, on a list that filters by it, ignores filters, or refuses them. */

useLaravel();

/** A key of a kind of record, and the operation that reads one. */
interface Keyed {
	resource: string;
	/** The field that chooses the record. */
	field: string;
	mode: string;
	property: string;
	listPath: string;
	caseSensitive: boolean;
}

const KEYED: Keyed[] = resources.flatMap(({ value: resource, operations }) =>
	operations
		.filter(({ option }) => option.value === 'get')
		.flatMap(({ fields }) => fields)
		.flatMap(({ name: field, chosenBy }) =>
			Object.entries(chosenBy?.keys ?? {}).map(([mode, { property, caseSensitive }]) => ({
				...{ resource, field, mode, property, caseSensitive },
				listPath: chosenBy?.listPath ?? '',
			})),
		),
);

const SWITCHES: Array<Partial<Switches>> = [
	{ filters: 'any' },
	{ filters: 'listed', refused: 400 },
	{ filters: 'ignored' },
	{ filters: 'refused' },
	{ filters: 'any', wrapped: false },
];

/** A text that no other record has, in the form that the attribute takes. */
const KEYS: Readonly<Record<string, string>> = {
	email: 'Chosen.One@Example.com',
	code: 'CHOSENONE',
	nickname: 'Chosen, by Name',
	name: 'Chosen One',
	import_unique_id: 'Chosen-1',
	old_provider_id: 'Chosen-1',
};

/** Gives the third record of the list the key; one that cannot be changed (a subscriber's email) is taken as it is. */
async function marked({ listPath, property }: Keyed): Promise<{ id: unknown; key: string }> {
	const list = await ask('GET', `${listPath}?site_id=1001&limit=5`);
	const { data } = (await list.json()) as { data: IDataObject[] };
	const { id, [property]: present } = data[2] ?? {};
	const body = { [property]: KEYS[property] };
	const answer = await ask('PUT', `${listPath}/${String(id)}?site_id=1001`, body);
	return { id, key: answer.ok ? (KEYS[property] ?? '') : String(present) };
}

const chosen = (value: string, { mode }: Keyed): INodeParameters => record(value, mode);

it('covers email, code, name and IDs from elsewhere', () => {
	expect(new Set(KEYED.map(({ mode }) => mode))).toEqual(
		new Set(['email', 'code', 'name', 'importId', 'oldProviderId']),
	);
});

describe.each(SWITCHES)('with %j', (switches) => {
	it.each(KEYED.map((keyed) => [keyed.resource, keyed.mode, keyed] as const))(
		'%s: the one that is chosen by %s is the one that comes',
		async (resource, _mode, keyed) => {
			await freshLaravel(switches);
			const { id, key } = await marked(keyed);
			expect(key).toMatch(/^\w/);
			// As a spreadsheet may have it; where the case tells two keys apart it has to be right.
			const typed = ` ${keyed.caseSensitive ? key : key.toUpperCase()}\n`;
			const parameters = { [keyed.field]: chosen(typed, keyed), simplify: false };
			const { items, error } = await run(resource, 'get', parameters);
			expect(error).toBeUndefined();
			expect(jsonOf(items).map((item) => item.id)).toEqual([id]);
			const none = await run(resource, 'get', { [keyed.field]: chosen('Nobody', keyed) });
			expect(none.items).toEqual([]);
			expect(none.error?.message).toMatch(/: no .* has the .* "Nobody"/);
		},
	);
});
