import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { attributeChoices, lists, resourceOf } from '../../Pelcro/lists';
import { ALL_EVENTS } from './settings';

/** The attributes of what the chosen events tell of; of all records, where none is chosen yet. It makes no call. */
export async function changedAttributes(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const chosen = [this.getCurrentNodeParameter('events') ?? []].flat().map(String);
	const isAll = chosen.length === 0 || chosen.includes(ALL_EVENTS);
	const resources = isAll ? lists.map(({ value }) => value) : chosen.map(resourceOf);
	return await Promise.resolve(attributeChoices(resources.filter((one) => one !== undefined)));
}
