import type { PelcroProperty } from './types';

type Modes = Pick<PelcroProperty, 'modes'>;

/**
 * The ways in which one record is chosen: from a searchable list, by its ID, and by the address of its page in
 * the Pelcro admin where it has one.
 *
 * @param search the node's list search
 * @param adminPage the part of that address before the record's ID, e.g. `customers`
 */
export function recordLocator(
	search: string,
	adminPage?: string,
): Modes & Pick<PelcroProperty, 'type' | 'default'> {
	const byId = fromListOrById(search);
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		...(adminPage === undefined ? byId : withUrl(byId, adminPage)),
	};
}

function fromListOrById(search: string): Modes {
	return {
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: search, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 48213',
				validation: [
					{
						type: 'regex',
						properties: { regex: '^\\s*\\d*\\s*$', errorMessage: 'A Pelcro ID is a whole number' },
					},
				],
			},
		],
	};
}

/**
 * The one reading of admin addresses: its first group is the ID, whatever page of the record it is (`/edit`, `?tab=2`).
 *
 * @param adminPage as for `recordLocator`
 */
export function addressPattern(adminPage: string): string {
	return `/${adminPage}/(\\d+)(?:[/?#].*)?$`;
}

function withUrl({ modes = [] }: Modes, adminPage: string): Modes {
	const regex = addressPattern(adminPage);
	return {
		modes: [
			...modes,
			{
				displayName: 'By URL',
				name: 'url',
				type: 'string',
				placeholder: `e.g. https://www.pelcro.com/admin/1042/${adminPage}/48213`,
				extractValue: { type: 'regex', regex },
				validation: [
					{
						type: 'regex',
						properties: {
							regex: `^https?://.*${regex}`,
							errorMessage: 'This is not the address of such a record in the Pelcro admin',
						},
					},
				],
			},
		],
	};
}
